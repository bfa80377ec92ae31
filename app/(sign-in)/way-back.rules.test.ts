import fc from "fast-check";
import { expect, test } from "vitest";
import { handingOn, wayBack } from "./way-back";

test.each([
  "/inbox",
  "/inbox?x=y",
  "/households?q=b%C3%A0n%20tay&page=2",
  "/projects/01a00000-0000-7000-8000-000000000000?tab=money",
  "/field/01a00000-0000-7000-8000-000000000000/finding",
  "/search?q=%2F%2Fevil.example",
  "/search?q=https://evil.example",
])("leads back to %s", (address) => {
  expect(wayBack(address)).toBe(address);
});

test("how Next asked for the page is left out", () => {
  expect(wayBack("/inbox?_rsc=abc")).toBe("/inbox");
  expect(wayBack("/inbox?x=y&_rsc=abc")).toBe("/inbox?x=y");
});

test.each([
  ...[
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
  ],
  ...["/.//evil.example", "/..//evil.example", "/a/..//evil.example", "/%2e//evil.example", "/%2E%2e//evil.example"],
  ...[
    "/./\\evil.example",
    "https://evil.example/inbox",
    "https:/evil.example",
    "https:evil.example",
    "//evil.example@terrace/",
  ],
  ...[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:x",
  ],
  ...[
    "",
    " ",
    " /inbox",
    "inbox",
    "?to=/inbox",
    "#",
    "／／evil.example",
    "/\u202Einbox",
    "/inbox\r\nlocation: //evil.example",
  ],
  ...[
    "/",
    "/sign-in",
    "/password",
    "/api/session/end",
    "/api/trpc/session.frame",
    "/_next/static/x.js",
    `/${"a".repeat(2000)}`,
  ],
  ...[undefined, null, 1, {}, ["/inbox"], ["//evil.example", "/inbox"]],
])("leads home from %j", (address) => {
  expect(wayBack(address)).toBe("/");
});

test("encoded once more it is a path of ours, which leads nowhere else", () => {
  for (const address of ["/%2F%2Fevil.example", "/%5Cevil.example", "/%09/evil.example"])
    expect(new URL(wayBack(address), "http://portal").origin).toBe("http://portal");
});

test("whatever is asked, the way back stays here and is the same when it is asked again", () => {
  const nasty = fc.constantFrom(
    ..."/\\.:@?#%&=\t\n\r ",
    "%2f",
    "%5c",
    "%2e",
    "..",
    "evil.example",
    "http",
    "inbox",
    "／",
  );
  const address = fc.oneof(
    fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.array(nasty, { maxLength: 12 }).map((parts) => `/${parts.join("")}`),
    fc.string().map((text) => `/${text}`),
  );
  fc.assert(
    fc.property(address, (asked) => {
      const to = wayBack(asked);
      return new URL(to, "http://portal").origin === "http://portal" && /^\/(?!\/)/.test(to) && wayBack(to) === to;
    }),
    { numRuns: 1000 },
  );
});

test("what is handed on is one value of a query, whatever it says", () => {
  for (const to of ["//evil.example", "/a?b=c&d=e#f", "&to=x", "\u0000"])
    expect(new URL(handingOn("/", to), "http://portal").searchParams.getAll("to")).toEqual([to]);
  expect(handingOn("/sign-in", "/")).toBe("/sign-in");
  expect(handingOn("/sign-in", undefined)).toBe("/sign-in");
});
