import { describe, expect, it } from "vitest";
import { packError, readable, sayable, unpackError } from "./field-error";
import * as f from "./format";
import { moneyInWords } from "./money-in-words";
import { pageOf, pagesShown } from "./pages-shown";
import { parseDate, parseMoney, parseNumber } from "./parse";
import { href, sortOf } from "./query";

describe("money", () => {
  it("keeps every đồng of sums larger than a double can hold", () => {
    expect(f.money("vi", "1149184000000")).toBe("1.149.184.000.000");
    expect(f.money("en", "9007199254740993")).toBe("9,007,199,254,740,993");
    expect(f.money("vi", 1234n)).toBe("1.234");
    expect(f.money("vi", "-270")).toBe("−270");
    expect(f.money("vi", 0)).toBe("0");
    expect(f.money("vi", null)).toBe("—");
  });
  it("shows millions for columns whose head says so", () => {
    expect(f.millions("vi", "584630000000")).toBe("584.630");
    expect(f.millions("vi", "114500000", 1)).toBe("114,5");
    expect(f.millionsWithUnit("id", "60000000")).toBe("60 juta dong");
  });
  it("never writes a bare M, T or B", () => {
    for (const locale of ["vi", "id", "en"] as const) {
      expect(f.moneyRound(locale, "1234567890")).not.toMatch(/\d\s?[MTBKG]\b/);
    }
    expect(f.moneyRound("vi", "1234567890")).toBe("1,23 tỷ đồng");
    expect(f.moneyRound("id", "1234567890")).toBe("1,23 miliar dong");
  });
  it("spells the sum in three languages", () => {
    const vi = (value: string) => moneyInWords("vi", value);
    expect(vi("35000000")).toBe("ba mươi lăm triệu đồng");
    expect(vi("1149184000000")).toBe("một nghìn một trăm bốn mươi chín tỷ một trăm tám mươi tư triệu đồng");
    expect(vi("1005")).toBe("một nghìn không trăm linh năm đồng");
    expect(vi("21115")).toBe("hai mươi mốt nghìn một trăm mười lăm đồng");
    expect(vi("2000000001")).toBe("hai tỷ không trăm linh một đồng");
    expect(vi("24000")).toBe("hai mươi tư nghìn đồng");
    expect(vi("0")).toBe("không đồng");
    expect(moneyInWords("id", "1111000")).toBe("satu juta seratus sebelas ribu dong");
    expect(moneyInWords("id", "1001000")).toBe("satu juta seribu dong");
    expect(moneyInWords("en", "35020101")).toBe("thirty-five million twenty thousand one hundred and one dong");
  });
});

describe("numbers", () => {
  it("writes shares, changes and ranges as the language does", () => {
    expect(f.percent("vi", 0.814)).toBe("81,4%");
    expect(f.percent("en", 0.814)).toBe("81.4%");
    expect(f.share("vi", "801475", "985000")).toBe("81,4%");
    expect(f.share("vi", 1, 0)).toBe("—");
    expect(f.signed("vi", 240)).toBe("+240");
    expect(f.signed("vi", -100)).toBe("−100");
    expect(f.range("vi", 5.5, 6)).toBe("5,5–6");
    expect(f.range("vi", 6, 6)).toBe("6");
    expect(f.fixed("vi", 12.2)).toBe("12,20");
    expect(f.number("id", 1126)).toBe("1.126");
  });
});

describe("days", () => {
  it("shows a date as written and a moment as the clock in Hà Nội shows it", () => {
    expect(f.date("2025-11-20")).toBe("20/11/2025");
    expect(f.date(undefined)).toBe("—");
    expect(f.instant("2025-11-19T17:30:00Z")).toBe("20/11/2025 00:30");
    expect(f.dayOf("2025-11-19T17:30:00Z")).toBe("2025-11-20");
    expect(f.time("2025-11-20T02:14:00Z")).toBe("09:14");
  });
  it("counts what is late and what waits", () => {
    expect(f.late("vi", "2025-10-10", "2025-11-20")).toBe("trễ 41 ngày");
    expect(f.late("en", "2025-11-19", "2025-11-20")).toBe("1 day late");
    expect(f.late("vi", "2025-11-20", "2025-11-20")).toBeUndefined();
    expect(f.until("vi", "2025-11-20", "2025-11-20")).toBe("hôm nay");
    expect(f.waiting("vi", "2025-11-14", "2025-11-20")).toBe("14/11 · 6 ngày");
  });
});

describe("what people type", () => {
  it("reads money with any grouping and with words of size", () => {
    for (const typed of [
      "35.000.000",
      "35,000,000",
      "35 000 000",
      "35000000",
      "35 triệu",
      "35tr",
      "35.000.000 đồng",
      "0035000000",
    ]) {
      expect(parseMoney(typed, "vi"), typed).toBe("35000000");
    }
    expect(parseMoney("1,5 tỷ", "vi")).toBe("1500000000");
    expect(parseMoney("1.5 billion", "en")).toBe("1500000000");
    expect(parseMoney("-270", "vi")).toBe("-270");
  });
  it("refuses what is no whole sum", () => {
    for (const typed of ["", "abc", "1.5", "1,50", "1.2.3", "12.34.567", "0,0000001 triệu", "1.000,5"]) {
      expect(parseMoney(typed, "vi"), typed).toBeUndefined();
    }
  });
  it("understands the decimal comma", () => {
    expect(parseNumber("8,73", "vi")).toBe(8.73);
    expect(parseNumber("1.126", "vi")).toBe(1126);
    expect(parseNumber("1.126,5", "vi")).toBe(1126.5);
    expect(parseNumber("5.5", "vi")).toBe(5.5);
    expect(parseNumber("1,126.5", "en")).toBe(1126.5);
    expect(parseNumber("−3,5", "vi")).toBe(-3.5);
    for (const typed of ["", "x", "1,2,3", "1.2.3"]) expect(parseNumber(typed, "vi"), typed).toBeUndefined();
  });
  it("reads day, month, year and nothing else", () => {
    expect(parseDate("20/11/2025")).toBe("2025-11-20");
    expect(parseDate("1/7/2025")).toBe("2025-07-01");
    expect(parseDate("01072025")).toBe("2025-07-01");
    expect(parseDate("29/02/2024")).toBe("2024-02-29");
    for (const typed of ["29/02/2025", "31/04/2025", "11/20/2025", "2025-11-20", "20/11/25", ""]) {
      expect(parseDate(typed), typed).toBeUndefined();
    }
  });
});

describe("addresses of a list", () => {
  const query = { q: "lục hồn", page: "3", unit: ["a", "b"], sort: "-amount" };
  it("keep what is not changed and start again at page one", () => {
    expect(href("/projects", query, { sort: "name" })).toBe(
      "/projects?q=l%E1%BB%A5c+h%E1%BB%93n&unit=a&unit=b&sort=name",
    );
    expect(href("/projects", { q: "x" }, { page: 2 })).toBe("/projects?q=x&page=2");
    expect(href("/projects", { q: "x", page: "2" }, { page: 1 })).toBe("/projects?q=x");
    expect(href("/projects", { q: "x" }, { q: null })).toBe("/projects");
  });
  it("name the order", () => {
    expect(sortOf(query, { by: "name", down: false })).toEqual({ by: "amount", down: true });
    expect(sortOf({}, { by: "name", down: false })).toEqual({ by: "name", down: false });
  });
  it("show the first page, the last and the neighbours", () => {
    expect(pagesShown(1, 1)).toEqual([1]);
    expect(pagesShown(1, 32)).toEqual([1, 2, 0, 32]);
    expect(pagesShown(4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(pagesShown(9, 32)).toEqual([1, 0, 8, 9, 10, 0, 32]);
  });

  it("are cut from a list that is here, whatever page is asked for", () => {
    const rows = Array.from({ length: 230 }, (_, n) => n);
    const first = (page?: string) => {
      const { shown, page: given } = pageOf(rows, page === undefined ? {} : { page });
      return [given, shown[0], shown.length];
    };
    expect(["1", "3", "4", "0", "-2", "x", "1.9", undefined].map(first)).toEqual([
      [1, 0, 100],
      [3, 200, 30],
      [3, 200, 30],
      [1, 0, 100],
      [1, 0, 100],
      [1, 0, 100],
      [1, 0, 100],
      [1, 0, 100],
    ]);
    expect(pageOf([], {})).toMatchObject({ shown: [], page: 1, total: 0 });
  });
});

describe("errors of a field", () => {
  it("carry their values through one string", () => {
    expect(unpackError(packError("out_of_range", { min: 1, max: "60" }))).toEqual({
      code: "out_of_range",
      values: { min: "1", max: "60" },
    });
    expect(unpackError("required")).toEqual({ code: "required", values: {} });
  });
  it("say only what they were told", () => {
    expect(sayable("out_of_range", { min: 30 })).toBe("too_small");
    expect(sayable("out_of_range", {})).toBe("out_of_range_unsaid");
    expect(sayable("too_long", {})).toBe("too_long_unsaid");
  });
  it("group amounts and leave codes and years alone", () => {
    const said = readable({ over: "5000000", year: "2025", day: "2025-11-20", id: "001085012345" }, f.formatsFor("vi"));
    expect(said).toEqual({ over: "5.000.000", year: "2025", day: "20/11/2025", id: "001085012345" });
  });
});
