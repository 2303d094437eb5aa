-- Views on the tables of the PostgreSQL sinks. Running it again replaces them. Days are those of the session's time zone.

-- What a completion lists, as tables: one row for each entry.
create or replace view adjourn.completion_artifacts as
select c.meeting_id, c.source, c.vendor, c.outcome, c.closed_at,
       a.kind, a.status, a.url, a.url_expires_at, a.needs_refetch, a.format, a.size_bytes, a.duration_seconds, a.artifact_id, a.implied, a.detail
from adjourn.meeting_completions c
cross join lateral jsonb_to_recordset(c.artifacts) as a (
    kind text, status text, url text, url_expires_at timestamptz, needs_refetch boolean, format text, size_bytes bigint,
    duration_seconds numeric, artifact_id text, implied boolean, detail text);

create or replace view adjourn.completion_timeline as
select c.meeting_id, c.source, c.vendor, t.position, e.state, e.at, e.inferred, e.vendor_state, e.reason, e.pulled
from adjourn.meeting_completions c
cross join lateral jsonb_array_elements(c.timeline) with ordinality as t (entry, position)
cross join lateral jsonb_to_record(t.entry) as e (state text, at timestamptz, inferred boolean, vendor_state text, reason text, pulled boolean);

create or replace view adjourn.completion_attempts as
select c.meeting_id, c.source, c.vendor, a.number, a.joined_at, a.ended_at, a.end_reason, a.state
from adjourn.meeting_completions c
cross join lateral jsonb_to_recordset(c.attempts) as a (
    number integer, joined_at timestamptz, ended_at timestamptz, end_reason text, state text);

-- Meetings that closed and have no transcript that is ready: all of them, and yesterday's.
create or replace view adjourn.meetings_without_transcript as
select c.meeting_id, c.source, c.vendor, c.outcome, c.end_reason, c.joined_at, c.ended_at, c.closed_at, c.duration_seconds, c.platform, c.missing
from adjourn.meeting_completions c
where c.outcome <> 'DELETED'
  and not exists (
    select from jsonb_array_elements(c.artifacts) as a
    where a ->> 'kind' in ('TRANSCRIPT', 'RAW_TRANSCRIPT') and a ->> 'status' = 'READY');

create or replace view adjourn.meetings_without_transcript_yesterday as
select * from adjourn.meetings_without_transcript
where closed_at >= current_date - 1 and closed_at < current_date;

-- From a meeting's end to its first record. Meetings without a known end are counted separately.
create or replace view adjourn.time_to_completion_by_vendor as
select vendor,
       count(*) as meetings,
       count(*) filter (where ended_at is null) as without_end,
       percentile_cont(0.5) within group (order by closed_at - ended_at) as median,
       percentile_cont(0.95) within group (order by closed_at - ended_at) as p95
from adjourn.meeting_completions
group by vendor;

-- Why nothing was captured. A bot that did not get in at all is FAILED, one that was in and brought nothing is NOT_CAPTURED.
create or replace view adjourn.not_captured_by_reason as
select vendor, end_reason, outcome, count(*) as meetings, max(closed_at) as last_closed_at
from adjourn.meeting_completions
where outcome in ('NOT_CAPTURED', 'FAILED')
group by vendor, end_reason, outcome;

-- Links that still work, and will not in an hour: fetch what they lead to.
create or replace view adjourn.links_ending_within_the_hour as
select meeting_id, source, vendor, kind, artifact_id, format, size_bytes, url, url_expires_at, url_expires_at - now() as left_over
from adjourn.completion_artifacts
where status = 'READY' and url_expires_at > now() and url_expires_at <= now() + interval '1 hour';
