-- Tables of the PostgreSQL sinks. Run it as the role that the sinks connect with: it owns what it makes, so that a field that is new in a
-- record becomes a column by itself. Running it again changes nothing.

create schema if not exists adjourn;

-- One row for each meeting: its last revision.
create table if not exists adjourn.meeting_completions (
    meeting_id text primary key,
    event_id text not null,
    source text not null,
    vendor text not null,
    dialect text,
    session_id text,
    occurred_at timestamptz,
    occurred_at_inferred boolean,
    received_at timestamptz,
    vendor_type text,
    raw_topic text,
    raw_partition integer,
    raw_offset bigint,
    raw_delivery_id text,
    outcome text not null,
    epoch integer not null,
    revision integer not null,
    changed text[],
    closed_by text,
    state text,
    end_reason text,
    error_code text,
    error_message text,
    requested_at timestamptz,
    joined_at timestamptz,
    recording_started_at timestamptz,
    ended_at timestamptz,
    duration_seconds numeric,
    platform text,
    native_meeting_id text,
    meeting_url text,
    calendar_event_id text,
    timeline jsonb,
    truncated boolean,
    attempts jsonb,
    artifacts jsonb,
    missing text[],
    participants text[],
    speakers text[],
    attributes jsonb,
    event_count integer,
    duplicate_count integer,
    join_attempts integer,
    conflicts jsonb,
    outcome_before_deletion text,
    deleted_at timestamptz,
    first_seen_at timestamptz,
    closed_at timestamptz not null,
    revised_at timestamptz
);

-- What was read again, after a reset or from a mirrored topic, replaces nothing newer.
create or replace function adjourn.keep_newest_revision() returns trigger language plpgsql as $$
begin
    if (new.epoch, new.revision) < (old.epoch, old.revision) then
        return null;
    end if;
    return new;
end
$$;
create or replace trigger keep_newest_revision before update on adjourn.meeting_completions
    for each row execute function adjourn.keep_newest_revision();

create index if not exists meeting_completions_closed_at on adjourn.meeting_completions (closed_at);
create index if not exists meeting_completions_ended_at on adjourn.meeting_completions (ended_at);
create index if not exists meeting_completions_vendor on adjourn.meeting_completions (vendor, closed_at);
create index if not exists meeting_completions_source on adjourn.meeting_completions (source, closed_at);
create index if not exists meeting_completions_outcome on adjourn.meeting_completions (outcome, end_reason);
-- A hash, for what vendors say may be longer than a B-tree takes, and then the row would be refused.
create index if not exists meeting_completions_native on adjourn.meeting_completions using hash (native_meeting_id);
create index if not exists meeting_completions_attributes on adjourn.meeting_completions using gin (attributes jsonb_path_ops);

create table if not exists adjourn.meeting_lifecycle (
    event_id text primary key,
    meeting_id text,
    source text not null,
    vendor text not null,
    dialect text,
    session_id text,
    occurred_at timestamptz not null,
    occurred_at_inferred boolean,
    received_at timestamptz,
    vendor_type text,
    raw_topic text,
    raw_partition integer,
    raw_offset bigint,
    raw_delivery_id text,
    kind text,
    state text,
    previous_state text,
    end_reason text,
    terminal boolean,
    vendor_state text,
    vendor_reason text,
    message text,
    platform text,
    native_meeting_id text,
    meeting_url text,
    calendar_event_id text,
    attributes jsonb,
    vendor_time text
);
create index if not exists meeting_lifecycle_meeting on adjourn.meeting_lifecycle (meeting_id, occurred_at);
create index if not exists meeting_lifecycle_occurred_at on adjourn.meeting_lifecycle (occurred_at);

create table if not exists adjourn.meeting_artifacts (
    event_id text primary key,
    meeting_id text,
    source text not null,
    vendor text not null,
    dialect text,
    session_id text,
    occurred_at timestamptz not null,
    occurred_at_inferred boolean,
    received_at timestamptz,
    vendor_type text,
    raw_topic text,
    raw_partition integer,
    raw_offset bigint,
    raw_delivery_id text,
    kind text,
    status text,
    artifact_id text,
    url text,
    url_expires_at timestamptz,
    format text,
    size_bytes bigint,
    duration_seconds numeric,
    content jsonb,
    provider text,
    detail text,
    vendor_time text
);
create index if not exists meeting_artifacts_meeting on adjourn.meeting_artifacts (meeting_id, occurred_at);
create index if not exists meeting_artifacts_occurred_at on adjourn.meeting_artifacts (occurred_at);
create index if not exists meeting_artifacts_url_expires_at on adjourn.meeting_artifacts (url_expires_at);

create table if not exists adjourn.calendar_changes (
    event_id text primary key,
    meeting_id text,
    source text not null,
    vendor text not null,
    dialect text,
    session_id text,
    occurred_at timestamptz not null,
    occurred_at_inferred boolean,
    received_at timestamptz,
    vendor_type text,
    raw_topic text,
    raw_partition integer,
    raw_offset bigint,
    raw_delivery_id text,
    action text,
    calendar_id text,
    calendar_platform text,
    account_email text,
    connection_status text,
    series_id text,
    event_type text,
    instances jsonb,
    vendor_time text
);
create index if not exists calendar_changes_calendar on adjourn.calendar_changes using hash (calendar_id);
create index if not exists calendar_changes_occurred_at on adjourn.calendar_changes (occurred_at);

-- What a deletion took out of a meeting's record goes out of its events, too; and so does what still comes of them, such as after a reset of offsets.
-- The same when the row itself is deleted.
create or replace function adjourn.forget_content() returns trigger language plpgsql as $$
declare
    forgotten text := case when tg_op = 'DELETE' then old.meeting_id else new.meeting_id end;
begin
    update adjourn.meeting_lifecycle set message = null, meeting_url = null, attributes = null where meeting_id = forgotten;
    update adjourn.meeting_artifacts set url = null, url_expires_at = null, content = null, detail = null where meeting_id = forgotten;
    return null;
end
$$;
create or replace trigger forget_content after insert or update on adjourn.meeting_completions
    for each row when (new.outcome = 'DELETED') execute function adjourn.forget_content();
create or replace trigger forget_content_with_the_row after delete on adjourn.meeting_completions
    for each row execute function adjourn.forget_content();

create or replace function adjourn.is_deleted(meeting text) returns boolean language sql stable as $$
    select exists (select from adjourn.meeting_completions where meeting_id = meeting and outcome = 'DELETED')
$$;

create or replace function adjourn.refuse_content_of_lifecycle() returns trigger language plpgsql as $$
begin
    if adjourn.is_deleted(new.meeting_id) then
        new.message := null;
        new.meeting_url := null;
        new.attributes := null;
    end if;
    return new;
end
$$;
create or replace trigger refuse_content before insert or update on adjourn.meeting_lifecycle
    for each row execute function adjourn.refuse_content_of_lifecycle();

create or replace function adjourn.refuse_content_of_artifacts() returns trigger language plpgsql as $$
begin
    if adjourn.is_deleted(new.meeting_id) then
        new.url := null;
        new.url_expires_at := null;
        new.content := null;
        new.detail := null;
    end if;
    return new;
end
$$;
create or replace trigger refuse_content before insert or update on adjourn.meeting_artifacts
    for each row execute function adjourn.refuse_content_of_artifacts();
