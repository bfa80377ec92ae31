import { describe, expect, it } from "vitest";
import { formatsFor } from "@/app/ui/format";
import type { CodeMeaning, GridUnit, TransferSource } from "@/server/budgets/decision-queries";
import type { Row } from "../transfer";
import { shownAmount, typedAmount } from "./amounts";
import { withCells } from "./cells";
import type { GridPage } from "./pages";
import { layOut, readTable } from "./paste";
import { resolve } from "./resolve";

const title = { vi: "Xã {name}", id: "Komune {name}", en: "{name} commune" };
const unit = (id: string, code: string | null, name: string): GridUnit => ({ id, parentId: "p", code, name, title });
const units = [unit("dl", "06613", "Đình Lập"), unit("tb", "06616", "Thái Bình"), unit("km", "06625", "Kiên Mộc")];
const names = { vi: "", id: "", en: "" };
const line = (id: string, lineCode: string): TransferSource => ({
  ...{
    id,
    lineCode,
    lineId: `of ${id}`,
    lineName: names,
    sourceCode: "central",
    sourceName: names,
    capitalCode: "recurrent",
  },
  ...{ capitalName: names, holder: "Tỉnh", unitId: "p", projectId: null, parentId: null, parent: null, left: "0" },
});
const lines = [line("a", "DA 2"), line("b", "TDA 3.1"), line("c", "TDA 3.2")];
const page: GridPage = { key: "k", holder: "Tỉnh", source: names, capital: names, lines, units };
const isMoney = (text: string) => typedAmount(text, "million", "vi") !== undefined;
const lay = (text: string, at = { unitId: "dl", lineId: "a" }) =>
  layOut(readTable(text), { units, lines, at, isMoney });
const reading = { page, unit: "million", locale: "vi" } as const;

describe("a code", () => {
  const theirs = [unit("a", "0201010001", "Cibinong"), unit("b", "0201010002", "Sukahati")];
  const told = (text: string) =>
    layOut(readTable(text), { units: theirs, lines, at: { unitId: "a", lineId: "a" }, isMoney }).rows;

  it("is as long as those of the table's own country, with or without its first nought", () => {
    expect(told("201010002\tSukahati\t480\n0201010001\tCibinong\t320").map(({ called }) => called)).toEqual([
      "0201010002",
      "0201010001",
    ]);
  });
});

describe("an amount of the table", () => {
  it.each([
    ["480", "480000000"],
    ["1.005", "1005000000"],
    ["320,5", "320500000"],
    ["0,000001", "1"],
    ["1,5 tỷ", "1500000000"],
    ["450.000.000 đồng", "450000000"],
    ["", ""],
    ["-", ""],
    ["0", ""],
    ["-5", undefined],
    ["0,0000001", undefined],
    ["chưa rõ", undefined],
  ])("in million: %s", (text, amount) => expect(typedAmount(text, "million", "vi")).toBe(amount));

  it("is đồng where the table is in đồng", () => {
    expect(typedAmount("1.650.000", "dong", "vi")).toBe("1650000");
    expect(typedAmount("1,5", "dong", "vi")).toBeUndefined();
  });

  it("is shown as it is typed, and what is none stays", () => {
    const f = formatsFor("vi");
    expect(shownAmount("1005500000", "million", f)).toBe("1.005,5");
    expect(shownAmount("-185000000", "million", f)).toBe("−185");
    expect(shownAmount("1", "million", f)).toBe("0,000001");
    expect(shownAmount("chưa rõ", "million", f)).toBe("chưa rõ");
    for (const amount of ["1", "320500000", "999999999999999"])
      expect(typedAmount(shownAmount(amount, "million", f), "million", "vi")).toBe(amount);
  });
});

describe("a block from a spreadsheet", () => {
  it("without names is laid down from the cell under the cursor; what has no place is counted", () => {
    expect(lay("1\t2\t3\t4\r\n5\t\t6\r\n7\t8\t9\r\n", { unitId: "tb", lineId: "b" })).toEqual({
      rows: [
        {
          unitId: "tb",
          cells: [
            { lineId: "b", text: "1" },
            { lineId: "c", text: "2" },
          ],
        },
        {
          unitId: "km",
          cells: [
            { lineId: "b", text: "5" },
            { lineId: "c", text: "" },
          ],
        },
      ],
      columns: 2,
      leftOut: { rows: 1, columns: 2, sums: 0 },
    });
  });

  it("goes where its rows say: by code, also without its nought, by name, or by both", () => {
    const named = (text: string) => lay(text).rows.map(({ called, cells }) => [called, cells.map(({ text }) => text)]);
    expect(named("06616\t10\t20\n6613\t30\t40")).toEqual([
      ["06616", ["10", "20"]],
      ["06613", ["30", "40"]],
    ]);
    expect(named("Xã Đình Lập\t10\nThái Bình\t30")).toEqual([
      ["Xã Đình Lập", ["10"]],
      ["Thái Bình", ["30"]],
    ]);
    expect(named("06616\tThái Bình\t10\n06613\tĐình Lập\t30")).toEqual([
      ["06616", ["10"]],
      ["06613", ["30"]],
    ]);
  });

  it("takes amounts of five digits for amounts unless they are codes of the table", () => {
    expect(lay("12000\t13000").rows[0]).toMatchObject({ unitId: "dl", cells: [{ text: "12000" }, { text: "13000" }] });
  });

  it("under a head of line codes goes to those lines, whatever their order; rows of sums are left out", () => {
    const laid = lay("Xã\tTDA 3.1\tDA 2 Đa dạng hóa sinh kế\tCộng\nĐình Lập\t1\t2\t3\nTổng cộng\t1\t2\t3");
    expect(laid.rows).toEqual([
      {
        called: "Đình Lập",
        cells: [
          { lineId: "b", text: "1" },
          { lineId: "a", text: "2" },
        ],
      },
    ]);
    expect(laid.leftOut).toEqual({ rows: 0, columns: 1, sums: 1 });
  });

  it("keeps cells with line breaks whole, and composes what a phone decomposed", () => {
    expect(readTable('"Đình\nLập"\t5\n')).toEqual([["Đình\nLập", "5"]]);
    expect(lay("Thái Bình".normalize("NFD").concat("\t5")).rows[0]!.called).toBe("Thái Bình");
  });
});

describe("whom a row is about", () => {
  const meant = (over: Partial<CodeMeaning>): CodeMeaning => ({
    ...{ code: "06625", validFrom: "2025-07-01", validTo: null, name: "Kiên Mộc", title, into: ["km"] },
    ...over,
  });
  const former = meant({ validFrom: "1990-01-01", validTo: "2025-07-01" });
  const cells = [{ lineId: "a", text: "465" }];

  it("is no question where a code that was used again became the same unit", () => {
    expect(resolve([{ called: "06625", cells }], units, [meant({}), former])).toEqual({
      taken: [{ unitId: "km", cells }],
      waiting: [],
    });
  });

  it("is asked where the former unit was divided", () => {
    const divided = { ...former, into: ["km", "dl"] };
    const { taken, waiting } = resolve([{ called: "06625", cells }], units, [meant({}), divided]);
    expect(taken).toEqual([]);
    expect(waiting[0]!.choices.map(({ unitId, meaning }) => [unitId, meaning!.validTo])).toEqual([
      ["km", null],
      ["km", "2025-07-01"],
      ["dl", "2025-07-01"],
    ]);
  });

  it("is asked before a second row is added to the first, and of a name that nobody has nothing is offered", () => {
    const { taken, waiting } = resolve(
      [
        { called: "xa kien moc", cells },
        { called: "Kiên Mộc", cells },
        { called: "Mẫu Sơn", cells },
      ],
      units,
      [],
    );
    expect(taken).toHaveLength(1);
    expect(waiting.map(({ called, choices }) => [called, choices])).toEqual([
      ["Kiên Mộc", [{ unitId: "km", adds: true }]],
      ["Mẫu Sơn", []],
    ]);
  });
});

describe("cells written into the transfers", () => {
  const other: Row = {
    ...{ id: "o", kind: "adjustment", fromLineId: "a", toUnitId: "tb", toProjectId: null, lineId: "of a" },
    ...{ sourceCode: "central", capitalCode: "recurrent", amount: "5" },
  };
  const write = (rows: Row[], unitId: string, text: string, adds = false) =>
    withCells(rows, [{ unitId, lineId: "a", text, adds }], reading);

  it("come, change, add up and go, and touch no other transfer", () => {
    const came = write([other], "tb", "480");
    expect(came).toMatchObject([
      other,
      { kind: "allocation", fromLineId: "a", toUnitId: "tb", lineId: "of a", amount: "480000000" },
    ]);
    expect(write(came, "tb", "20")[1]).toEqual({ ...came[1], amount: "20000000" });
    expect(write(came, "tb", "20", true)[1]!.amount).toBe("500000000");
    expect(write(came, "tb", "", true)).toEqual(came);
    expect(write(came, "tb", "")).toEqual([other]);
    expect(write(came, "dl", "")).toEqual(came);
  });

  it("keep what cannot be read, so that it can be mended", () => {
    expect(write([], "dl", "480x")[0]!.amount).toBe("480x");
  });
});
