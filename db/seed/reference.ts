import type { Client } from "pg";
import { fold, foldNumber } from "../../server/fold";
import { documentId, idOf, insert, nation, type Row, readSeed, unitId } from "./tools";

type Names = { vi: string; id: string; en: string };

export type UnitData = {
  key: string;
  level: string;
  versions: {
    name: string;
    type: string;
    parent: string | null;
    urban: boolean | null;
    validFrom: string;
    validFromKnown: boolean;
    validTo: string | null;
    codes: { scheme: string; code: string }[];
    document: string | null;
  }[];
};
type UnitsFile = {
  country: { name: Names };
  levels: { code: string; rank: number; name: Names }[];
  unitTypes: { code: string; level: string; name: Names; prefix: Names; title: Names }[];
  units: UnitData[];
  links: {
    predecessor: string;
    successor: string;
    kind: string;
    part: boolean;
    passedCode: boolean;
    populationShare: number | null;
    document: string | null;
    effectiveOn: string;
    note?: string;
  }[];
};

export const readUnits = () => readSeed<UnitsFile>("data/units.json");

/** Province of every unit by key: the top of its last version's line of parents. */
export function provincesOf(units: UnitData[]): Map<string, string> {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const top = (key: string): string => {
    const parent = byKey.get(key)?.versions.at(-1)?.parent;
    return parent ? top(parent) : key;
  };
  return new Map(units.map(({ key }) => [key, top(key)]));
}

async function loadUnits(client: Client) {
  const data = readUnits();
  const hasNation = data.levels.some(({ rank }) => rank === 0);
  if (!hasNation) {
    data.levels.push({ code: "nation", rank: 0, name: { vi: "Quốc gia", id: "Negara", en: "Nation" } });
    data.unitTypes.push({
      code: "nation",
      level: "nation",
      name: { vi: "quốc gia", id: "negara", en: "nation" },
      prefix: { vi: "Nước", id: "Negara", en: "Country" },
      title: { vi: "Nước {name}", id: "Negara {name}", en: "{name}" },
    });
  }
  await insert(
    client,
    "levels",
    data.levels.map(({ code, rank, name }) => ({ code, rank, name })),
  );
  await insert(
    client,
    "unit_types",
    data.unitTypes.map(({ code, level, name, prefix, title }) => ({ code, levelCode: level, name, prefix, title })),
  );
  const top: UnitData = {
    key: "vn",
    level: "nation",
    versions: [
      {
        name: data.country.name.vi,
        type: "nation",
        parent: null,
        urban: null,
        validFrom: "2021-01-01",
        validFromKnown: false,
        validTo: null,
        codes: [],
        document: null,
      },
    ],
  };
  const province = provincesOf(data.units);
  const all = [top, ...data.units];
  const placeOf = (unit: UnitData, parent: string | null) => ({
    levelCode: unit.level,
    parentId: parent ? unitId(parent) : unit.key === "vn" ? null : nation,
    provinceId: unit.key === "vn" ? nation : unitId(province.get(unit.key)!),
  });
  await insert(
    client,
    "units",
    all.map((unit) => {
      const first = unit.versions[0]!;
      return {
        id: unitId(unit.key),
        name: first.name,
        folded: fold(first.name),
        typeCode: first.type,
        ...placeOf(unit, first.parent),
        validFrom: first.validFrom,
        validTo: unit.versions.at(-1)!.validTo,
      };
    }),
  );
  await insert(
    client,
    "unit_versions",
    all.flatMap((unit) =>
      unit.versions.map((version) => ({
        id: idOf("unit version", unit.key, version.validFrom),
        unitId: unitId(unit.key),
        name: version.name,
        folded: fold(version.name),
        typeCode: version.type,
        ...placeOf(unit, version.parent),
        urban: version.urban,
        validFrom: version.validFrom,
        validFromKnown: version.validFromKnown,
        validTo: version.validTo,
        documentId: version.document && documentId(version.document),
      })),
    ),
  );
  // A code that a unit keeps through several versions is one row.
  const codes: Row[] = [];
  for (const unit of all)
    for (const version of unit.versions)
      for (const { scheme, code } of version.codes) {
        const before = codes.at(-1);
        if (
          before?.unitId === unitId(unit.key) &&
          before.scheme === scheme &&
          before.code === code &&
          before.validTo === version.validFrom
        ) {
          before.validTo = version.validTo;
          continue;
        }
        codes.push({
          id: idOf("unit code", unit.key, scheme, code, version.validFrom),
          unitId: unitId(unit.key),
          scheme,
          code,
          validFrom: version.validFrom,
          validTo: version.validTo,
        });
      }
  await insert(client, "unit_codes", codes);
  await insert(
    client,
    "unit_links",
    data.links.map((link) => ({
      id: idOf("unit link", link.predecessor, link.successor),
      predecessorId: unitId(link.predecessor),
      successorId: unitId(link.successor),
      kind: link.kind,
      part: link.part,
      passedCode: link.passedCode,
      // Households went with their population; of divided communes neither share is known.
      householdShare: link.populationShare,
      populationShare: link.populationShare,
      documentId: link.document && documentId(link.document),
      effectiveOn: link.effectiveOn,
      note: link.note ?? null,
    })),
  );
  await client.query("select app.rebuild_unit_reach()");
}

export function documentRow(document: {
  key: string;
  unit: string;
  province: string;
  number: string;
  kind: string;
  issuer: string;
  issuedOn: string;
  effectiveOn?: string | null;
  summary: string;
  registeredBy?: string | null;
  registeredAt?: string;
}): Row {
  return {
    id: documentId(document.key),
    unitId: document.unit,
    provinceId: document.province,
    number: document.number,
    numberFolded: foldNumber(document.number),
    kind: document.kind,
    issuer: document.issuer,
    issuerFolded: fold(document.issuer),
    issuedOn: document.issuedOn,
    effectiveOn: document.effectiveOn ?? null,
    summary: document.summary,
    searchFolded: fold(`${document.number} ${foldNumber(document.number)} ${document.issuer} ${document.summary}`),
    registeredBy: document.registeredBy ?? null,
    registeredAt: document.registeredAt ?? `${document.issuedOn}T09:00:00+07:00`,
  };
}

async function loadDocuments(client: Client) {
  const documents =
    readSeed<
      {
        key: string;
        number: string;
        kind: string;
        issuer: Names;
        issuedOn: string;
        effectiveOn: string | null;
        summary: Names;
        province: string | null;
      }[]
    >("data/documents.json");
  await insert(
    client,
    "documents",
    documents.map((document) => {
      const unit = document.province ? unitId(document.province) : nation;
      return documentRow({
        ...document,
        unit,
        province: unit,
        issuer: document.issuer.vi,
        summary: document.summary.vi,
      });
    }),
  );
}

/** A programme line or a norm of the data, also used by the demonstration's own lines. */
export const programmeId = (key: string) => idOf("programme", key);
export const lineId = (key: string) => idOf("line", key);

async function loadProgrammes(client: Client) {
  const data = readSeed<{
    programmes: {
      key: string;
      code: string;
      name: Names;
      province: string | null;
      validFrom: string;
      validTo: string | null;
      documents: string[];
      unverified: boolean;
    }[];
    lines: {
      key: string;
      programme: string;
      parent: string | null;
      code: string;
      name: Names;
      funds: string[];
      applicability: { poorDistrictsOnly: boolean };
      unverified: boolean;
    }[];
  }>("data/programmes.json");
  await insert(
    client,
    "programmes",
    data.programmes.map((programme) => ({
      id: programmeId(programme.key),
      code: programme.code,
      name: programme.name,
      provinceId: programme.province && unitId(programme.province),
      validFrom: programme.validFrom,
      validTo: programme.validTo,
      documentId: programme.documents[0] ? documentId(programme.documents[0]) : null,
      unverified: programme.unverified,
    })),
  );
  await insert(
    client,
    "programme_lines",
    data.lines.map((line, sort) => ({
      id: lineId(line.key),
      programmeId: programmeId(line.programme),
      parentId: line.parent && lineId(line.parent),
      code: line.code,
      name: line.name,
      kinds: line.funds,
      poorDistrictsOnly: line.applicability.poorDistrictsOnly,
      unverified: line.unverified,
      sort,
    })),
  );
}

export const normId = (key: string) => idOf("norm", key);

async function loadMoney(client: Client) {
  const money = readSeed<{
    fundSources: { code: string; name: Names; budget: boolean }[];
    capitalKinds: { code: string; name: Names }[];
    norms: {
      key: string;
      line: string;
      kind: string;
      amount: string;
      province: string | null;
      validFrom: string;
      validTo: string | null;
      document: string | null;
      unverified?: boolean;
    }[];
    routes: {
      subject: string;
      province: string | null;
      validFrom: string;
      validTo: string | null;
      document: string | null;
      steps: { step: number; role: string; at: string; days: number }[];
    }[];
  }>("data/money.json");
  await insert(
    client,
    "fund_sources",
    money.fundSources.map(({ code, name, budget }, sort) => ({ code, name, budget, sort })),
  );
  await insert(
    client,
    "capital_kinds",
    money.capitalKinds.map(({ code, name }) => ({ code, name })),
  );
  await insert(
    client,
    "norms",
    money.norms.map((norm) => ({
      id: normId(norm.key),
      lineId: lineId(norm.line),
      workKind: norm.kind,
      amount: norm.amount,
      provinceId: norm.province && unitId(norm.province),
      validFrom: norm.validFrom,
      validTo: norm.validTo,
      documentId: norm.document && documentId(norm.document),
      unverified: norm.unverified ?? false,
    })),
  );
  const route = (one: (typeof money.routes)[number]) => idOf("route", one.subject, one.province ?? "", one.validFrom);
  await insert(
    client,
    "approval_routes",
    money.routes.map((one) => ({
      id: route(one),
      subject: one.subject,
      provinceId: one.province && unitId(one.province),
      validFrom: one.validFrom,
      validTo: one.validTo,
      documentId: one.document && documentId(one.document),
    })),
  );
  await insert(
    client,
    "approval_route_steps",
    money.routes.flatMap((one) => one.steps.map((step) => ({ routeId: route(one), ...step }))),
  );
}

export const standardId = (key: string) => idOf("standard", key);

async function loadStandards(client: Client): Promise<Row[]> {
  const data = readSeed<{
    standards: {
      key: string;
      name: Names;
      scope: string | null;
      validFrom: string;
      validTo: string | null;
      lines: { area: "rural" | "urban"; line: string }[];
      rule: { minDeprivations: number };
      indicatorSet: string;
      document: string | null;
    }[];
    indicatorSets: {
      key: string;
      dimensions: { code: string; name: Names; indicators: { code: string; name: Names }[] }[];
    }[];
  }>("data/standards.json");
  await insert(
    client,
    "standards",
    data.standards.map((standard) => ({
      id: standardId(standard.key),
      code: standard.key,
      name: standard.name,
      provinceId: standard.scope && unitId(standard.scope),
      ruralLine: standard.lines.find(({ area }) => area === "rural")!.line,
      urbanLine: standard.lines.find(({ area }) => area === "urban")!.line,
      minDeprivations: standard.rule.minDeprivations,
      validFrom: standard.validFrom,
      validTo: standard.validTo,
      documentId: standard.document && documentId(standard.document),
    })),
  );
  await insert(
    client,
    "standard_indicators",
    data.standards.flatMap((standard) =>
      data.indicatorSets
        .find(({ key }) => key === standard.indicatorSet)!
        .dimensions.flatMap((dimension) =>
          dimension.indicators.map((indicator) => ({ ...indicator, dimension: dimension.code })),
        )
        .map((indicator, sort) => ({
          standardId: standardId(standard.key),
          code: indicator.code,
          dimension: indicator.dimension,
          name: indicator.name,
          sort,
        })),
    ),
  );
  const dimensions = new Map(
    data.indicatorSets.flatMap((set) => set.dimensions.map(({ code, name }) => [code, name] as const)),
  );
  return [...dimensions].map(([code, name], sort) => ({ list: "dimensions", code, name, sort, measure: null }));
}

export const indicatorId = (code: string) => idOf("indicator", code);

async function loadIndicators(client: Client) {
  const { indicators } = readSeed<{
    indicators: {
      code: string;
      name: Names;
      unit: { name: Names };
      direction: string;
      counted: string | null;
      values: {
        place: string;
        period: string;
        value: string;
        value2?: string;
        qualifier: string;
        source: string;
        sourceUrl: string;
        publishedOn: string | null;
        document: string | null;
      }[];
    }[];
  }>("data/indicators.json");
  await insert(
    client,
    "indicators",
    indicators.map(({ code, name, unit, direction, counted }) => ({
      id: indicatorId(code),
      code,
      name,
      measure: unit.name,
      direction,
      countedBy: counted,
    })),
  );
  // The day of publication is not known for some; the end of the period then stands for it, and the source says so.
  const dayOf = (period: string) => (period.length === 10 ? period : `${period.slice(-4)}-12-31`);
  await insert(
    client,
    "indicator_values",
    indicators.flatMap(({ code, values }) =>
      values.map((value) => ({
        id: idOf("indicator value", code, value.place, value.period),
        indicatorId: indicatorId(code),
        unitId: unitId(value.place),
        period: value.period,
        value: value.value,
        valueTo: value.value2 ?? null,
        qualifier: value.qualifier,
        source: value.publishedOn ? value.source : `${value.source} (không rõ ngày đăng)`,
        sourceUrl: value.sourceUrl,
        publishedOn: value.publishedOn ?? dayOf(value.period),
        documentId: value.document && documentId(value.document),
      })),
    ),
  );
}

async function loadCodes(client: Client, more: Row[]) {
  type Code = { code: string; name: Names; units?: { code: string; name: Names }[] };
  const lists = readSeed<Record<string, Code[]>>("data/codes.json");
  const rows = Object.entries(lists).flatMap(([list, codes]) =>
    codes.map(({ code, name, units }, sort) => ({ list, code, name, sort, measure: units?.[0]?.code ?? null })),
  );
  const measures = new Map(
    Object.values(lists)
      .flat()
      .flatMap(({ units }) => units ?? [])
      .map(({ code, name }) => [code, name]),
  );
  await insert(client, "codes", [
    ...rows,
    ...[...measures].map(([code, name], sort) => ({ list: "measures", code, name, sort, measure: null })),
    ...more,
  ]);
}

/** Units, documents, programmes, money, standards, indicators and code lists: what every deployment here needs. */
export async function loadReference(client: Client): Promise<void> {
  await loadUnits(client);
  await loadDocuments(client);
  await loadProgrammes(client);
  await loadMoney(client);
  const dimensions = await loadStandards(client);
  await loadIndicators(client);
  await loadCodes(client, dimensions);
}
