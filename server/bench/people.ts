import { Client } from "pg";
import { password as everybodys } from "./data/database";

export type Role = "clerk" | "manager" | "inspector" | "auditor";

/** Signs in over HTTP as a browser does, and gives the session's cookie. */
export async function signIn(port: number, username: string, password = everybodys): Promise<string> {
  const base = `http://127.0.0.1:${port}`;
  const csrf = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookies = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: cookies(csrf), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, username, password, json: "true" }),
    redirect: "manual",
  });
  await answer.arrayBuffer();
  const cookie = cookies(answer);
  if (!answer.ok || !cookie.includes("terrace.session="))
    throw new Error(`${username} cannot sign in: ${answer.status}`);
  return cookie;
}

export type Scene = {
  username: Record<Role, string>;
  cookie: Record<Role, string>;
  /** The inspector's session, for the floor's own look-up. */
  sessionId: string;
  province: string;
  commune: string;
  provinces: string[];
  /** Works of the home province with inspections, and of those that an inspector may visit. */
  projects: string[];
  today: string;
};

/** Who asks and what about: people of one province, signed in for real. */
export async function scene(ownerUrl: string, port: number): Promise<Scene> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const all = async (text: string, values: unknown[] = []) => (await client.query(text, values)).rows;
    const notes = Object.fromEntries(
      (await all("select key, value from bench.notes")).map(({ key, value }) => [key, value]),
    );
    const username = {
      clerk: notes.clerk,
      manager: notes.manager,
      inspector: notes.inspector,
      auditor: notes.auditor,
    } as Record<Role, string>;
    const cookie = {} as Record<Role, string>;
    for (const role of Object.keys(username) as Role[]) cookie[role] = await signIn(port, username[role]);
    const [session] = await all(
      "select s.id from sessions s join people p on p.id = s.person_id where p.username = $1 order by s.started_at desc limit 1",
      [username.inspector],
    );
    const provinces = await all("select id from bench.provinces order by no");
    // Of works no names of households are shown, so that reading them writes nothing.
    const projects = await all(
      `select p.id from projects p where p.province_id = $1 and p.kind = 'infrastructure' and exists (select from inspections i where i.project_id = p.id) order by p.id limit 100`,
      [notes.province],
    );
    const [day] = await all("select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as today");
    return {
      username,
      cookie,
      sessionId: session.id,
      province: notes.province,
      commune: notes.commune,
      provinces: provinces.map(({ id }) => id),
      projects: projects.map(({ id }) => id),
      today: day.today,
    };
  } finally {
    await client.end();
  }
}
