// Comfort only: every page says and does all it has to without this. Loaded with "defer", from the page's own host.
'use strict';
(() => {
    const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

    // Times come as UTC and are shown in the viewer's zone; UTC stays on hover.
    const sameDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
    const otherDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
    const brief = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
    const briefDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    const local = (element) => {
        const at = new Date(element.dateTime);
        if (Number.isNaN(at.getTime())) return;
        const today = at.toDateString() === new Date().toDateString();
        const short = element.dataset.local === 'brief';
        element.textContent = (short ? (today ? brief : briefDay) : today ? sameDay : otherDay).format(at);
    };

    // Clocks to an end: the same words as the server's.
    const left = (milliseconds) => {
        const seconds = Math.floor(milliseconds / 1000);
        const minutes = Math.floor(seconds / 60);
        const hours = Math.floor(minutes / 60);
        if (seconds < 60) return seconds + ' s';
        if (minutes < 60) return minutes + ' min';
        if (hours < 48) return hours + ' h' + (hours < 10 && minutes % 60 ? ' ' + (minutes % 60) + ' min' : '');
        return Math.floor(hours / 24) + ' d';
    };
    const tick = (element) => {
        const rest = new Date(element.dateTime) - Date.now();
        element.textContent = rest > 0 ? 'in ' + left(rest) : left(-rest) + ' ago';
    };

    const say = (words) => {
        const status = document.getElementById('said');
        if (status) status.textContent = words;
    };

    const copyButton = (element) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'copy';
        button.textContent = 'Copy';
        button.setAttribute('aria-label', 'Copy ' + element.dataset.copy);
        button.addEventListener('click', async () => {
            try {
                await navigator.clipboard.writeText(element.textContent);
                say('Copied ' + element.dataset.copy);
                button.textContent = 'Copied';
            } catch {
                getSelection().selectAllChildren(element);
                say('Selected ' + element.dataset.copy + ': press Ctrl+C');
                button.textContent = 'Press Ctrl+C';
            }
            setTimeout(() => { button.textContent = 'Copy'; }, 2000);
        });
        element.after(button);
    };

    const comfort = (root) => {
        each(root, 'time[data-local]', local);
        each(root, 'time[data-clock]', tick);
        each(root, '[data-copy]', copyButton);
    };

    // As the server sent it, but for what moves by itself: to see what a later answer changes.
    const content = (section) => {
        const copy = section.cloneNode(true);
        each(copy, 'time[data-clock]', (clock) => { clock.textContent = ''; });
        return copy.innerHTML;
    };
    const served = new Map();
    each(document, '[data-live]', (section) => served.set(section.id, content(section)));

    comfort(document);
    setInterval(() => each(document, 'time[data-clock]', tick), 1000);

    document.addEventListener('keydown', (event) => {
        const typing = event.target.closest && event.target.closest('input, select, textarea');
        if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            document.getElementById('q').focus();
        }
    });

    // Narrow filters that are empty stay out of the address, so that what is shared is short.
    each(document, 'form.filters', (form) => form.addEventListener('submit', () => {
        each(form, 'input, select', (field) => { if (field.value === '') field.disabled = true; });
    }));
    addEventListener('pageshow', () => each(document, 'form.filters :disabled', (field) => { field.disabled = false; }));

    // What is new replaces the section that it changed; open details stay open, and nothing moves while something is selected.
    const refresh = async () => {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const ids = (root) => [...root.querySelectorAll('[data-live]')].map((section) => section.id).join();
        if (ids(fresh) !== ids(document)) {
            location.reload();
            return;
        }
        each(fresh, '[data-live]', (section) => {
            const shown = document.getElementById(section.id);
            const now = content(section);
            if (!shown || served.get(section.id) === now || shown.contains(document.activeElement)) return;
            served.set(section.id, now);
            each(shown, 'details[open][id]', (open) => {
                const same = section.querySelector('#' + CSS.escape(open.id));
                if (same) same.open = true;
            });
            section.classList.add('fresh');
            comfort(section);
            shown.replaceWith(section);
            say('Updated');
        });
    };
    let waiting = false;
    const refreshSoon = () => {
        if (waiting) return;
        waiting = true;
        setTimeout(() => { waiting = false; refresh().catch(() => {}); }, 300);
    };

    // A browser opens six connections to a host at most, over all its tabs: one is taken only by a page that is looked at.
    const updates = document.body.dataset.updates;
    let news = null;
    const listen = () => {
        if (news || document.hidden) return;
        news = new EventSource(updates);
        news.addEventListener('changed', refreshSoon);
    };
    const stop = () => {
        if (news) news.close();
        news = null;
    };
    if (updates && window.EventSource) {
        listen();
        addEventListener('pagehide', stop);
        const back = () => { listen(); refreshSoon(); };
        addEventListener('pageshow', (event) => { if (event.persisted) back(); });
        document.addEventListener('visibilitychange', () => { if (document.hidden) stop(); else back(); });
    }
})();
