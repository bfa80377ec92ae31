import { Client } from "pg";

const people = {
  clerk: "lan@binhlieu",
  manager: "tuyen@quangninh",
  inspector: "mai@quangninh",
  administrator: "admin@terrace",
} as const;

/** The pages with who opens them, on the first record of each kind. The application's statements are logged from here on. */
export async function pagesOf(ownerUrl: string, database: string): Promise<[string, string][]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const one = async (text: string): Promise<string> => (await client.query(text)).rows[0]?.id;
  const place = "province_id = (select id from units where name = 'Quảng Ninh' and level_code = 'province')";
  const found = {
    road: await one("select id from projects where kind = 'infrastructure' order by total_amount desc limit 1"),
    livelihood: await one(
      `select p.id from projects p where kind = 'livelihood' and ${place} order by (select count(*) from participations x where x.project_id = p.id) desc limit 1`,
    ),
    housing: await one(`select id from projects where kind = 'housing' and status = 'completed' and ${place} limit 1`),
    household: await one(
      `select h.id from households h join units u on u.id = h.unit_id where u.name = 'Bình Liêu' order by (select count(*) from supports s where s.household_id = h.id) desc limit 1`,
    ),
    request: await one(`select id from requests where status = 'open' and ${place} limit 1`),
    decision: await one(`select id from budget_decisions where ${place} limit 1`),
    inspection: await one(`select id from inspections where ${place} limit 1`),
    finding: await one(`select id from findings where ${place} limit 1`),
    unit: await one(
      "select id from units where name = 'Bình Liêu' and level_code = 'commune' and valid_to is null limit 1",
    ),
    document: await one("select id from documents limit 1"),
    person: await one("select id from people limit 1"),
  };
  await client.query(`alter role terrace_app in database ${database} set log_statement = 'all'`);
  await client.end();
  const pages: [keyof typeof people, string][] = [
    ["manager", "/inbox"],
    ["manager", "/dashboard"],
    ["manager", "/projects"],
    ["manager", "/projects?q=duong&kind=infrastructure&sort=-total"],
    ["manager", `/projects/${found.road}`],
    ["manager", `/projects/${found.road}?tab=budget`],
    ["manager", `/projects/${found.road}?tab=progress`],
    ["manager", `/projects/${found.livelihood}`],
    ["manager", `/projects/${found.housing}`],
    ["clerk", "/projects/new?kind=housing"],
    ["clerk", "/households"],
    ["clerk", "/households?q=nong"],
    ["clerk", `/households/${found.household}`],
    ["clerk", "/households/new"],
    ["manager", `/requests/${found.request}`],
    ["manager", "/budgets"],
    ["manager", `/budgets/decisions/${found.decision}`],
    ["manager", "/budgets/decisions/new"],
    ["inspector", "/inspections"],
    ["inspector", `/inspections/${found.inspection}`],
    ["inspector", "/findings"],
    ["inspector", `/findings/${found.finding}`],
    ["inspector", "/field"],
    ["manager", "/units"],
    ["manager", `/units/${found.unit}`],
    ["manager", "/documents"],
    ["manager", `/documents/${found.document}`],
    ["manager", "/programmes"],
    ["manager", "/indicators"],
    ["manager", "/search?q=binh+lieu"],
    ["administrator", "/people"],
    ["administrator", `/people/${found.person}`],
    ["administrator", "/audit"],
  ];
  return pages.map(([who, path]) => [people[who], path]);
}
