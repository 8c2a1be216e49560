// Filters the cards. All that may be asked for is in the page's hash, so that a view can be sent.
(() => {
  'use strict';
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById('filters');
  if (!form) return;
  const status = document.getElementById('status');
  const none = document.getElementById('none');
  const cards = all('.card');
  const rows = new Map(all('#timeline li').map((row) => [row.dataset.of, row]));
  const FIELDS = ['environment', 'kind', 'level', 'state', 'rule', 'owner'];

  // One item a finding, in the order of the page.
  const items = [];
  for (const card of cards) {
    card.filtered = { shown: 0, found: 0 };
    for (const place of all('.places > li', card)) {
      for (const finding of all('.findings > li', place)) {
        card.filtered.found += 1;
        items.push({
          card, place, finding,
          environment: card.dataset.environment, kind: card.dataset.kind,
          level: finding.dataset.level, rule: finding.dataset.code,
          state: place.dataset.state, owner: place.dataset.owner,
        });
      }
    }
  }
  const keys = cards.filter((card) => card.id.startsWith('key-')).length;

  // What is searched is read when somebody searches.
  let isRead = false;
  const read = () => {
    if (isRead) return;
    isRead = true;
    const heads = new Map();
    const places = new Map();
    const text = (known, node, take) => {
      if (!known.has(node)) known.set(node, take(node).toLowerCase());
      return known.get(node);
    };
    const head = (card) => ['h3', '.tags', '.facts code'].map((each) => {
      const found = card.querySelector(each);
      return found ? found.textContent : '';
    }).join(' ');
    const place = (node) => all(':scope > :not(.findings)', node).map((each) => each.textContent).join(' ');
    for (const item of items) {
      item.text = [
        text(heads, item.card, head), text(places, item.place, place), item.finding.textContent.toLowerCase(),
      ].join('\n');
    }
  };

  const asked = () => {
    const wanted = new Map();
    for (const field of FIELDS) {
      const choice = form.elements[field];
      if (!choice) continue;
      const values = choice.tagName === 'SELECT'
        ? [choice.value].filter(Boolean)
        : all(`input[name="${field}"]:checked`, form).map((box) => box.value);
      if (values.length) wanted.set(field, values);
    }
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    return { wanted, words };
  };

  // What is asked for, in words: a printed page has no boxes.
  const said = (wanted) => {
    const labels = FIELDS.filter((field) => wanted.has(field)).flatMap((field) => {
      const boxes = all(`input[name="${field}"]:checked + span`, form);
      if (boxes.length) return boxes.map((each) => each.textContent.toLowerCase());
      return wanted.get(field).map((value) => (value === '-' ? 'no service named' : value));
    });
    const text = form.elements.q.value.trim();
    return [...labels, ...(text ? [`"${text}"`] : [])].join(', ');
  };

  const plural = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

  const counted = (counts) => {
    for (const box of all('[data-count]', form)) {
      box.textContent = (counts.get(box.dataset.count) || 0).toLocaleString('en');
    }
    for (const select of all('select', form)) {
      for (const option of select.options) {
        option.dataset.label = option.dataset.label || option.textContent;
        if (!option.value) continue;
        const count = counts.get(`${select.name}=${option.value}`) || 0;
        option.textContent = `${option.dataset.label} (${count.toLocaleString('en')})`;
      }
    }
  };

  const apply = () => {
    const { wanted, words } = asked();
    if (words.length) read();
    const counts = new Map();
    const shown = new Set();
    let findings = 0;
    for (const card of cards) card.filtered.shown = 0;
    for (const item of items) {
      const fits = !words.length || words.every((word) => item.text.includes(word));
      const failed = [];
      for (const [field, values] of wanted) if (!values.includes(item[field])) failed.push(field);
      // A count says what there would be if its box alone were ticked among those of its field.
      if (fits && failed.length <= 1) {
        for (const field of failed.length ? failed : FIELDS) {
          const name = `${field}=${item[field]}`;
          counts.set(name, (counts.get(name) || 0) + 1);
        }
      }
      const is = fits && !failed.length;
      if (item.finding.hidden === is) item.finding.hidden = !is;
      if (is) {
        findings += 1;
        shown.add(item.place).add(item.card);
        item.card.filtered.shown += 1;
      }
    }
    for (const { place } of items) if (place.hidden === shown.has(place)) place.hidden = !shown.has(place);
    let left = 0;
    for (const card of cards) {
      const is = shown.has(card);
      if (is && card.id.startsWith('key-')) left += 1;
      if (card.hidden === is) card.hidden = !is;
      const row = rows.get(card.id);
      if (row && row.hidden === is) row.hidden = !is;
      rest(card);
    }
    for (const more of all('.more')) more.hidden = !more.querySelector('.places > li:not([hidden])');
    for (const id of ['keys', 'names', 'timeline']) {
      const section = document.getElementById(id);
      if (section) section.hidden = !section.querySelector('.card:not([hidden]), [data-of]:not([hidden])');
    }
    none.hidden = findings > 0;
    const active = [...wanted.values()].flat().length + (words.length ? 1 : 0);
    document.getElementById('active').textContent = active ? `${active} set` : '';
    counted(counts);
    status.textContent = findings === items.length
      ? `${plural(keys, 'key')}, ${plural(findings, 'finding')}`
      : `${left.toLocaleString('en')} of ${plural(keys, 'key')}, `
        + `${findings.toLocaleString('en')} of ${plural(items.length, 'finding')}: ${said(wanted)}`;
  };

  // A card says how much of it the filters hide.
  const rest = (card) => {
    const hidden = card.filtered.found - card.filtered.shown;
    let line = card.querySelector('.rest');
    if (!line) {
      if (!hidden || !card.filtered.shown) return;
      line = document.createElement('p');
      line.className = 'rest';
      card.querySelector('.body').append(line);
    }
    line.hidden = !hidden;
    line.textContent = `${plural(hidden, 'finding')} of this key not shown: the filters hide ${hidden === 1 ? 'it' : 'them'}.`;
  };

  // The hash: the filters by their names, and under "at" what was jumped to.
  const written = (at) => {
    const { wanted } = asked();
    const said = new URLSearchParams();
    for (const [field, values] of wanted) for (const value of values) said.append(field, value);
    if (form.elements.q.value.trim()) said.set('q', form.elements.q.value.trim());
    if (at) said.set('at', at);
    const hash = said.toString();
    return hash ? `#${hash}` : location.pathname + location.search;
  };

  const restore = () => {
    const hash = location.hash.slice(1);
    const said = new URLSearchParams(hash.includes('=') ? hash : '');
    for (const field of FIELDS) {
      const values = said.getAll(field);
      const choice = form.elements[field];
      if (!choice) continue;
      if (choice.tagName === 'SELECT') {
        choice.value = [...choice.options].some((each) => each.value === values[0]) ? values[0] : '';
      } else {
        for (const box of all(`input[name="${field}"]`, form)) box.checked = values.includes(box.value);
      }
    }
    form.elements.q.value = said.get('q') || '';
    apply();
    const at = hash.includes('=') ? said.get('at') : hash;
    if (at) go(at);
  };

  const go = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    for (let each = target; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true;
    const details = target.querySelector('details');
    if (target.classList.contains('card')) details.open = true;
    target.scrollIntoView({ block: 'start' });
    (target.classList.contains('card') ? details.querySelector('summary') : target).focus({ preventScroll: true });
  };

  let waiting = 0;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      apply();
      history.replaceState(null, '', written());
    }, 120);
  };
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(changed));
  window.addEventListener('popstate', restore);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const id = link.getAttribute('href').slice(1);
    history.pushState(null, '', written(id));
    go(id);
  });
  const set = (is) => { for (const each of all('.card:not([hidden]) > details')) each.open = is; };
  document.getElementById('buttons').addEventListener('click', (event) => {
    const what = event.target.dataset.do;
    if (what === 'print') window.print();
    else if (what) set(what === 'open');
  });

  // On paper there is nothing to click.
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    for (const each of closed) each.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const each of closed) each.open = false;
  });

  // Where there is room for one column only, the filters are folded up until they are asked for.
  const narrow = window.matchMedia('(max-width: 60rem)');
  const fold = () => { document.getElementById('fold').open = !narrow.matches; };
  narrow.addEventListener('change', fold);
  fold();
  form.hidden = false;
  document.getElementById('buttons').hidden = false;
  restore();
})();
