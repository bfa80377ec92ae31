// Checks the reference data against itself. Run: node db/seed/data/check.mjs
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const text = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const read = (name) => JSON.parse(text(`./${name}.json`));
const names = ["units", "documents", "programmes", "money", "standards", "indicators", "terms", "codes"];
const data = Object.fromEntries(names.map((n) => [n, read(n)]));
const { units, links, levels, unitTypes, codeSchemes } = data.units;
const { documents, programmes, money, standards, indicators, terms, codes } = data;

const unique = (list, of, what) => {
  const seen = new Set();
  for (const item of list) {
    const k = of(item);
    assert.ok(!seen.has(k), `${what} ${k} twice`);
    seen.add(k);
  }
  return seen;
};
const count = (list, of) => {
  const out = {};
  for (const item of list) out[of(item)] = (out[of(item)] ?? 0) + 1;
  return out;
};
const isDate = (d) => /^\d{4}-\d\d-\d\d$/.test(d) && new Date(`${d}T00:00:00Z`).toISOString().startsWith(d);
const far = "9999-12-31";
const overlap = (a, b) => a.validFrom < (b.validTo ?? far) && b.validFrom < (a.validTo ?? far);
const at = (unit, day) => unit.versions.find((v) => v.validFrom <= day && day < (v.validTo ?? far));

// Text: NFC, trimmed, three languages everywhere
const languages = (path, v) => {
  if (typeof v === "string") {
    assert.equal(v, v.normalize("NFC"), `${path} is not NFC`);
    assert.equal(v, v.trim(), `${path} has blanks around it`);
    assert.ok(!/ {2}|[\u200b\u00a0\ufffd]/.test(v), `${path} has odd blanks`);
  } else if (Array.isArray(v)) for (const [i, x] of v.entries()) languages(`${path}[${i}]`, x);
  else if (v && typeof v === "object") {
    const own = ["vi", "id", "en"].filter((l) => l in v);
    if (own.length) {
      assert.equal(own.length, 3, `${path} lacks a language: has ${own}`);
      for (const l of own) assert.ok(typeof v[l] === "string" && v[l] !== "", `${path}.${l} is empty`);
    }
    for (const [k, x] of Object.entries(v)) {
      if (/^(name|shortName|summary|prefix|title|meaning)$/.test(k) && !(k === "name" && /units\.units\[/.test(path)))
        assert.ok(x && typeof x === "object" && "vi" in x, `${path}.${k} is not in three languages`);
      languages(`${path}.${k}`, x);
    }
  }
};
for (const n of names) {
  languages(n, data[n]);
  assert.equal(text(`./${n}.json`), text(`./${n}.json`).normalize("NFC"), `${n}.json is not NFC`);
}

// Documents
const docs = unique(documents, (d) => d.key, "document");
unique(documents, (d) => `${d.issuer.en} ${d.number} ${d.issuedOn}`, "document");
const kinds = new Set(codes.documentKinds.map((k) => k.code));
for (const d of documents) {
  assert.ok(kinds.has(d.kind), `${d.key}: kind ${d.kind}`);
  assert.ok(["national", "province", "commune"].includes(d.issuer.level), d.key);
  assert.ok(isDate(d.issuedOn) && (d.effectiveOn === null || isDate(d.effectiveOn)), `${d.key}: dates`);
  assert.equal(typeof d.dateKnown, "boolean", d.key);
}
const cites = (where, key) => assert.ok(key === null || docs.has(key), `${where}: no document ${key}`);

// Units
const keys = unique(units, (u) => u.key, "unit");
const unitOf = new Map(units.map((u) => [u.key, u]));
const types = new Map(unitTypes.map((t) => [t.code, t]));
const rank = new Map(levels.map((l) => [l.code, l.rank]));
const schemes = new Set(codeSchemes.map((s) => s.code));
for (const s of codeSchemes) cites(s.code, s.document);
const held = [];
for (const u of units) {
  assert.ok(rank.has(u.level) && u.versions.length > 0, u.key);
  u.versions.forEach((v, i) => {
    assert.ok(
      isDate(v.validFrom) && (v.validTo === null || (isDate(v.validTo) && v.validTo > v.validFrom)),
      `${u.key}: dates`,
    );
    assert.equal(types.get(v.type)?.level, u.level, `${u.key}: type ${v.type}`);
    assert.ok([true, false, null].includes(v.urban) && typeof v.validFromKnown === "boolean", u.key);
    cites(u.key, v.document);
    if (v.endDocument) cites(u.key, v.endDocument);
    if (i > 0) assert.equal(u.versions[i - 1].validTo, v.validFrom, `${u.key}: versions have a gap or overlap`);
    if (u.level === "province") assert.equal(v.parent, null, u.key);
    else {
      const p = unitOf.get(v.parent);
      assert.ok(p, `${u.key}: no parent ${v.parent}`);
      assert.ok(rank.get(p.level) < rank.get(u.level), `${u.key}: parent of a lower level`);
      const from = p.versions[0].validFrom;
      const to = p.versions.at(-1).validTo ?? far;
      assert.ok(from <= v.validFrom && (v.validTo ?? far) <= to, `${u.key}: outlives its parent`);
    }
    for (const c of v.codes) {
      assert.ok(schemes.has(c.scheme), `${u.key}: scheme ${c.scheme}`);
      held.push({ ...c, ...v, key: u.key });
    }
  });
}
for (const list of Object.values(group(held, (h) => `${h.scheme} ${h.code}`)))
  for (let i = 0; i < list.length; i++)
    for (let j = 0; j < i; j++)
      assert.ok(
        !overlap(list[i], list[j]),
        `${list[i].scheme} ${list[i].code}: ${list[i].key} and ${list[j].key} at once`,
      );
function group(list, of) {
  const out = {};
  for (const x of list) {
    const k = of(x);
    out[k] = [...(out[k] ?? []), x];
  }
  return out;
}

const communes = units.filter((u) => u.level === "commune");
const before = communes.filter((u) => at(u, "2025-06-30"));
const after = communes.filter((u) => at(u, "2025-07-01"));
const provinceOf = (key, day) =>
  unitOf.get(key).level === "province" ? key : provinceOf(at(unitOf.get(key), day).parent, day);
assert.deepEqual(
  count(before, (u) => provinceOf(u.key, "2025-06-30")),
  { "vn-20": 194, "vn-22": 171 },
);
assert.deepEqual(
  count(after, (u) => provinceOf(u.key, "2025-07-01")),
  { "vn-20": 65, "vn-22": 54 },
);
assert.deepEqual(
  count(after, (u) => `${provinceOf(u.key, "2025-07-01")} ${at(u, "2025-07-01").type}`),
  { "vn-20 commune": 61, "vn-20 ward": 4, "vn-22 commune": 22, "vn-22 ward": 30, "vn-22 special_zone": 2 },
);
assert.deepEqual(
  count(before, (u) => at(u, "2025-06-30").parent.slice(3)),
  {
    178: 8,
    180: 20,
    181: 19,
    182: 17,
    183: 22,
    184: 15,
    185: 18,
    186: 23,
    187: 20,
    188: 20,
    189: 12,
    193: 32,
    194: 16,
    195: 15,
    196: 10,
    198: 7,
    199: 11,
    200: 9,
    201: 11,
    202: 7,
    203: 12,
    205: 19,
    206: 19,
    207: 3,
  },
);
for (const u of before) assert.equal(unitOf.get(at(u, "2025-06-30").parent).level, "district", u.key);
for (const u of after) assert.equal(unitOf.get(at(u, "2025-07-01").parent).level, "province", u.key);
for (const u of after) {
  const v = at(u, "2025-07-01");
  assert.equal(v.urban, { ward: true, commune: false, special_zone: null }[v.type], u.key);
}
for (const u of units.filter((x) => x.level === "district"))
  assert.equal(u.versions.at(-1).validTo, "2025-07-01", u.key);
const both = communes.filter((u) => at(u, "2025-06-30") && at(u, "2025-07-01"));
assert.deepEqual(
  both.map((u) => u.key),
  ["new-06967"],
  "only Cái Chiên continues",
);

// Links
unique(links, (l) => `${l.predecessor} ${l.successor}`, "link");
const parts = new Map();
for (const l of links) {
  assert.ok(keys.has(l.predecessor) && keys.has(l.successor), `link ${l.predecessor} ${l.successor}`);
  assert.ok(
    ["merged_into_new", "divided_into"].includes(l.kind) && l.part === (l.kind === "divided_into"),
    l.predecessor,
  );
  assert.equal(l.effectiveOn, "2025-07-01");
  assert.equal(unitOf.get(l.predecessor).versions.at(-1).validTo, l.effectiveOn, l.predecessor);
  assert.equal(unitOf.get(l.successor).versions[0].validFrom, l.effectiveOn, l.successor);
  assert.equal(provinceOf(l.predecessor, "2025-06-30"), provinceOf(l.successor, "2025-07-01"), l.predecessor);
  cites(l.predecessor, l.document);
  assert.equal(l.passedCode, l.predecessor.slice(4) === l.successor.slice(4), `${l.predecessor}: passedCode`);
  parts.set(l.predecessor, [...(parts.get(l.predecessor) ?? []), l]);
}
for (const u of after) {
  if (both.includes(u)) continue;
  const own = links.filter((l) => l.successor === u.key);
  assert.ok(own.length >= 1, `${u.key} has no predecessor`);
  assert.equal(own.filter((l) => l.passedCode).length, 1, `${u.key}: one predecessor passes on its code`);
}
for (const u of before) if (!both.includes(u)) assert.ok(parts.has(u.key), `${u.key} has no successor`);
const divided = [...parts].filter(([, l]) => l.some((x) => x.part));
assert.deepEqual(divided.map(([k]) => k.slice(4)).sort(), [
  "06622",
  "06625",
  "06655",
  "06799",
  "06820",
  "06853",
  "06868",
  "06877",
  "06880",
  "06886",
  "06946",
  "07042",
  "07093",
  "07180",
]);
for (const [k, l] of parts) {
  assert.ok(l.every((x) => x.part) ? l.length > 1 : l.length === 1, `${k}: parts`);
  const shares = l.map((x) => x.populationShare);
  assert.ok(shares.every((s) => s === null) || shares.reduce((a, b) => a + b, 0) === 1, `${k}: shares`);
}
assert.equal(parts.get("old-06886").length, 3);
const sameName = after.filter((u) => {
  const code = u.key.slice(4);
  const o = at(unitOf.get(`old-${code}`) ?? u, "2025-06-30");
  const n = at(u, "2025-07-01");
  return o.name === n.name && o.type === n.type;
});
assert.equal(sameName.length, 53, "new units that keep the name and type of their code");

// Programmes
const progs = unique(programmes.programmes, (p) => p.key, "programme");
const lineKeys = unique(programmes.lines, (l) => l.key, "line");
for (const p of programmes.programmes) {
  for (const d of p.documents) cites(p.key, d);
  if (p.province) assert.ok(keys.has(p.province), p.key);
  for (const q of p.periods)
    assert.ok(q.from >= p.validFrom && q.to <= p.validTo && q.from < q.to, `${p.key} ${q.code}`);
  if (p.linesKnown)
    assert.ok(
      programmes.lines.some((l) => l.programme === p.key),
      `${p.key} has no line`,
    );
  for (const s of p.succeeds ?? []) assert.ok(progs.has(s), s);
}
for (const l of programmes.lines) {
  assert.ok(progs.has(l.programme) && (l.parent === null || lineKeys.has(l.parent)), l.key);
  const subs = programmes.lines.some((x) => x.parent === l.key);
  assert.equal(l.assignable, !subs, `${l.key}: assignable`);
  for (const f of l.funds)
    assert.ok(
      codes.projectKinds.some((k) => k.code === f),
      `${l.key}: ${f}`,
    );
  for (const d of l.documents) cites(l.key, d);
  for (const u of [...(l.applicability.provinces ?? []), ...(l.applicability.districts ?? [])])
    assert.ok(keys.has(u), `${l.key}: ${u}`);
}
for (const p of programmes.poorDistricts) {
  assert.ok(keys.has(p.unit), p.unit);
  cites(p.unit, p.document);
}

// Money
unique(money.fundSources, (s) => s.code, "source");
unique(money.norms, (n) => n.key, "norm");
for (const s of money.fundSources)
  assert.ok(typeof s.budget === "boolean" && !(s.budget && ["loan", "own"].includes(s.nature)), s.code);
for (const n of money.norms) {
  assert.ok(lineKeys.has(n.line) && ["new", "repair"].includes(n.kind) && /^[1-9]\d*$/.test(n.amount), n.key);
  assert.ok(isDate(n.validFrom) && isDate(n.validTo) && n.validFrom < n.validTo, n.key);
  if (n.province) assert.ok(keys.has(n.province), n.key);
  cites(n.key, n.document);
  for (const m of money.norms)
    if (m !== n && m.line === n.line && m.kind === n.kind && m.province === n.province)
      assert.ok(!overlap(m, n), `${m.key} and ${n.key} at once`);
}
unique(money.parameters, (p) => p.code, "parameter");
for (const p of money.parameters) cites(p.code, p.document);
for (const r of money.routes) {
  cites(r.subject, r.document);
  for (const [i, s] of r.steps.entries())
    assert.ok(
      s.step === i + 1 && ["leader", "manager"].includes(s.role) && ["unit", "province"].includes(s.at) && s.days > 0,
      r.subject,
    );
}
assert.deepEqual(money.routes.map((r) => r.subject).sort(), [
  "budget.decision",
  "project.housing",
  "project.infrastructure",
  "project.livelihood",
]);

// Standards
const stds = unique(standards.standards, (s) => s.key, "standard");
const sets = unique(standards.indicatorSets, (s) => s.key, "indicator set");
for (const s of standards.standards) {
  assert.ok(sets.has(s.indicatorSet) && (s.scope === null || keys.has(s.scope)), s.key);
  cites(s.key, s.document);
  if (s.scoring) cites(s.key, s.scoring.document);
  assert.deepEqual(
    s.lines.map((l) => l.area),
    ["rural", "urban"],
    s.key,
  );
  for (const l of s.lines) {
    for (const a of [l.line, l.lowLine, l.average]) assert.ok(a === null || /^[1-9]\d*$/.test(a), s.key);
    if (l.average) assert.ok(BigInt(l.average) > BigInt(l.line), s.key);
  }
  for (const o of standards.standards)
    if (o !== s && o.scope === s.scope) assert.ok(!overlap(o, s), `${o.key} and ${s.key} at once`);
}
for (const s of standards.indicatorSets) {
  const own = s.dimensions.flatMap((d) => d.indicators);
  unique(own, (x) => x.code, `${s.key} indicator`);
  assert.equal(own.length, s.key === "is-2016" ? 10 : 12, s.key);
}

// Indicators
const inds = unique(indicators.indicators, (x) => x.code, "indicator");
for (const x of indicators.indicators) {
  assert.ok(["up", "down", "none"].includes(x.direction) && x.unit.code && x.values.length > 0, x.code);
  if (x.partOf) assert.ok(inds.has(x.partOf), x.code);
  unique(x.values, (v) => `${x.code} ${v.place} ${v.period} ${v.standard ?? ""}`, "value");
  for (const v of x.values) {
    assert.ok(["vn-20", "vn-22", "vn-198"].includes(v.place), x.code);
    assert.ok(/^\d{4}(-\d{4})?$/.test(v.period) || isDate(v.period), `${x.code}: period ${v.period}`);
    assert.ok(/^-?\d+(\.\d+)?$/.test(v.value), `${x.code}: ${v.value}`);
    assert.ok(
      ["exact", "more_than", "less_than", "from_to"].includes(v.qualifier) &&
        (v.qualifier === "from_to") === "value2" in v,
      x.code,
    );
    if ("value2" in v) assert.ok(Number(v.value2) > Number(v.value), x.code);
    assert.ok(
      v.source && v.sourceUrl.startsWith("https://") && (v.publishedOn === null || isDate(v.publishedOn)),
      x.code,
    );
    cites(x.code, v.document);
    if (v.standard) assert.ok(stds.has(v.standard), x.code);
  }
}
const value = (code, place, period) =>
  Number(
    indicators.indicators.find((x) => x.code === code).values.find((v) => v.place === place && v.period === period)
      .value,
  );
assert.equal(
  value("E2", "vn-20", "2022-2024") + value("E3", "vn-20", "2022-2024") + value("E4", "vn-20", "2022-2024"),
  value("E1", "vn-20", "2022-2024"),
);
for (const [p, d] of [
  ["vn-20", "2025-08-30"],
  ["vn-22", "2025"],
])
  assert.equal(value("F1N", p, d) + value("F1R", p, d), value("F1", p, d));
for (const y of [2022, 2023, 2024])
  assert.equal(
    (value("C3", "vn-20", `${y}`) - value("C3", "vn-20", `${y - 1}`)).toFixed(2),
    value("C4", "vn-20", `${y}`).toFixed(2),
  );

// Terms and code lists
assert.equal(Object.keys(terms).length, 140);
for (const [n, list] of Object.entries(codes)) {
  unique(list, (c) => c.code, n);
  for (const c of list) assert.match(c.code, /^[a-z][a-z0-9_]*$/, n);
}

console.log(
  `ok: ${units.length} units (${before.length} communes before, ${after.length} after), ${links.length} links, ${divided.length} divided, ` +
    `${documents.length} documents, ${programmes.lines.length} lines, ${indicators.indicators.length} indicators, ${Object.keys(terms).length} terms, ${Object.keys(codes).length} code lists`,
);
