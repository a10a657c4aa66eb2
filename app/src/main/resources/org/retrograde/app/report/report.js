// Tooltips, the key's switches and sorting. The page says everything without it.
(function () {
  'use strict';
  const tip = document.getElementById('tip');
  const all = function (selector, root) {
    return Array.from((root || document).querySelectorAll(selector));
  };
  const make = function (tag, parent, text) {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    return parent.appendChild(node);
  };

  // An axis as the chart describes it: minimum, maximum, logarithmic, decimals, unit.
  const axis = function (text) {
    const parts = text.split(' ');
    const unit = parts.slice(4).join(' ');
    const min = Number(parts[0]), max = Number(parts[1]), log = parts[2] === 'true';
    const decimals = Number(parts[3]);
    return {
      at: function (f) { return log ? min * Math.pow(max / min, f) : min + f * (max - min); },
      show: function (v) {
        const few = log || (v !== 0 && Math.abs(v) < Math.pow(10, -decimals));
        const shown = few ? String(Number(v.toPrecision(4))) : v.toFixed(decimals);
        return shown + unit;
      }
    };
  };

  const points = new WeakMap();
  const parse = function (path) {
    if (!points.has(path)) {
      const found = path.getAttribute('d').match(/-?[0-9.]+ -?[0-9.]+/g) || [];
      points.set(path, found.map(function (pair) { return pair.split(' ').map(Number); }));
    }
    return points.get(path);
  };
  const nearest = function (list, x) {
    return list.reduce(function (a, b) { return Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a; });
  };

  const hide = function () {
    tip.hidden = true;
    all('.cursor').forEach(function (line) { line.remove(); });
  };

  const candidates = function (chart, x, y) {
    const rows = all('.series:not(.raw):not(.off)', chart).map(function (series) {
      const list = parse(series.querySelector('.line'));
      return list.length ? { series: series, point: nearest(list, x) } : null;
    }).filter(Boolean);
    if (!rows.length) return rows;
    const x0 = nearest(rows.map(function (row) { return row.point; }), x)[0];
    const here = rows.filter(function (row) { return Math.abs(row.point[0] - x0) < 12; });
    const byPlace = function (a, b) { return a.point[1] - b.point[1]; };
    if (chart.dataset.tip === 'all') return here.sort(byPlace);
    const byDistance = function (a, b) { return Math.abs(a.point[1] - y) - Math.abs(b.point[1] - y); };
    return here.sort(byDistance).slice(0, 1);
  };

  const mark = function (chart, x, box) {
    const line = document.createElementNS(chart.namespaceURI, 'path');
    line.setAttribute('class', 'cursor');
    line.setAttribute('d', 'M' + x + ' ' + box[1] + 'V' + box[3]);
    chart.insertBefore(line, chart.querySelector('.series'));
  };

  const fill = function (chart, rows, x, box) {
    const ax = axis(chart.dataset.x), ay = axis(chart.dataset.y);
    tip.textContent = '';
    make('div', tip, chart.dataset.xname + ' ' + ax.show(ax.at((x - box[0]) / (box[2] - box[0]))));
    const table = make('table', tip);
    rows.forEach(function (row) {
      const line = make('tr', table);
      const name = make('td', line, row.series.dataset.name);
      name.className = row.series.getAttribute('class').replace('series', '').replace('lit', '');
      make('td', line, ay.show(ay.at((box[3] - row.point[1]) / (box[3] - box[1])))).className = 'number';
    });
  };

  const place = function (event) {
    tip.hidden = false;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const right = event.clientX + 16;
    const left = right > room ? event.clientX - tip.offsetWidth - 16 : right;
    tip.style.left = Math.max(8, Math.min(left, room)) + window.scrollX + 'px';
    const top = Math.min(event.clientY + 12, window.innerHeight - tip.offsetHeight - 8);
    tip.style.top = Math.max(0, top) + window.scrollY + 'px';
  };

  all('.chart').forEach(function (chart) {
    const box = chart.dataset.plot.split(' ').map(Number);
    const show = function (event) {
      const scale = chart.viewBox.baseVal.width / chart.getBoundingClientRect().width;
      const origin = chart.getBoundingClientRect();
      const x = (event.clientX - origin.left) * scale, y = (event.clientY - origin.top) * scale;
      hide();
      if (x < box[0] - 8 || x > box[2] + 8 || y > box[3] + 8) return;
      const rows = candidates(chart, x, y);
      if (!rows.length) return;
      const at = rows[0].point[0];
      mark(chart, at, box);
      fill(chart, rows, at, box);
      place(event);
    };
    chart.addEventListener('pointermove', show);
    chart.addEventListener('pointerdown', show);
    chart.addEventListener('pointerleave', hide);
  });

  // The key: a click hides or shows a run in all charts, pointing at it dims the others.
  const buttons = all('[data-toggle]');
  buttons.forEach(function (button) {
    const key = button.dataset.toggle;
    button.addEventListener('click', function () {
      const on = button.getAttribute('aria-pressed') !== 'true';
      buttons.filter(function (b) { return b.dataset.toggle === key; })
        .forEach(function (b) { b.setAttribute('aria-pressed', String(on)); });
      all('.plot .series[data-run="' + key + '"], .panel[data-run="' + key + '"]')
        .forEach(function (node) { node.classList.toggle('off', !on); });
    });
    const focus = function (lit) {
      all('.plot').forEach(function (plot) { plot.classList.toggle('focus', lit); });
      all('.plot .series').forEach(function (node) {
        node.classList.toggle('lit', lit && node.dataset.run === key);
      });
    };
    ['pointerenter', 'focus'].forEach(function (on) { button.addEventListener(on, function () { focus(true); }); });
    ['pointerleave', 'blur'].forEach(function (off) { button.addEventListener(off, function () { focus(false); }); });
  });

  // Sorting: what is missing stays at the end in both directions.
  const compare = function (numeric, sign) {
    return function (a, b) {
      if (a.value === '' || b.value === '') return (a.value === '') - (b.value === '');
      const order = numeric ? Number(a.value) - Number(b.value) : a.value.localeCompare(b.value);
      return sign * order;
    };
  };
  all('.sortable').forEach(function (table) {
    const heads = all('thead th', table);
    heads.forEach(function (head, column) {
      head.querySelector('button').addEventListener('click', function () {
        const up = head.getAttribute('aria-sort') !== 'ascending';
        heads.forEach(function (other) { other.setAttribute('aria-sort', 'none'); });
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        all('tbody tr', table)
          .map(function (row) { return { row: row, value: row.children[column].dataset.v }; })
          .sort(compare(head.classList.contains('number'), up ? 1 : -1))
          .forEach(function (item) { item.row.parentNode.appendChild(item.row); });
      });
    });
  });
})();
