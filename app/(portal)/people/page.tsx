import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Tag } from "@/app/ui/chip";
import { FilterSelect, Filters, FilterText } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { roles } from "@/db/schema/people-lists";
import { pageSize } from "@/server/inputs";
import { peopleSorts, personStates } from "@/server/people/inputs";
import { choiceParam, idParam, pageParam } from "../units/day";
import { PlacePicker } from "../units/place-picker";
import { unitTitle } from "../units/title";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("people"))("title") });

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [t, common, locale, caller, here] = [
    await text("people"),
    await text("common"),
    await currentLocale(),
    await api(),
    await frame(),
  ];
  const [role, state] = [choiceParam(query, "role", roles), choiceParam(query, "state", personStates)];
  const unit = idParam(query, "unit");
  const sort = choiceParam(query, "sort", peopleSorts) ?? "name";
  const page = pageParam(query);
  const [list, chosen] = await Promise.all([
    caller.people.list({
      q: (one(query, "q") ?? "").slice(0, 100),
      page,
      sort,
      ...(role && { role }),
      ...(state && { state }),
      ...(unit && { unit }),
    }),
    unit ? caller.units.option({ id: unit }) : undefined,
  ]);
  return (
    <Page>
      <PageHead
        title={t("title")}
        facts={t("facts")}
        actions={
          here.permissions.includes("people.manage") && (
            <Link className="btn primary" href="/people/new">
              {t("add")}
            </Link>
          )
        }
      />
      <Sheet flush>
        <TextProvider locale={locale} messages={messages(locale, ["units"])}>
          <Filters
            path="/people"
            query={query}
            names={["q", "role", "unit", "state"]}
            first={<FilterText name="q" label={t("search")} query={query} />}
          >
            <FilterSelect
              name="role"
              label={t("role")}
              query={query}
              all={t("allRoles")}
              options={roles.map((each) => ({ value: each, label: common(`role.${each}`) }))}
            />
            <PlacePicker name="unit" label={t("unit")} unit={chosen} />
            <FilterSelect
              name="state"
              label={t("state")}
              query={query}
              all={t("allStates")}
              options={personStates.map((each) => ({ value: each, label: t(`states.${each}`) }))}
            />
          </Filters>
        </TextProvider>
        <Table
          caption={t("caption")}
          rows={list.items}
          rowKey={(person) => person.id}
          density="two"
          sort={{ current: { by: sort, down: false }, path: "/people", query }}
          empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
          columns={[
            {
              key: "name",
              head: t("name"),
              sort: "name",
              main: true,
              rowHead: true,
              cell: (person) => (
                <>
                  <Link href={`/people/${person.id}`}>{person.name}</Link>{" "}
                  {person.disabledAt && <Tag>{t("disabled")}</Tag>}
                </>
              ),
              note: (person) => person.office,
            },
            {
              key: "username",
              head: t("username"),
              sort: "username",
              label: t("username"),
              cell: (person) => <span className="code">{person.username}</span>,
            },
            {
              key: "roles",
              head: t("roles"),
              cell: (person) =>
                person.roles?.length
                  ? person.roles
                      .map((held) =>
                        t("at", {
                          role: common(`role.${held.role}`),
                          unit: unitTitle({ name: held.unitName, title: held.unitTitle }, locale),
                        }),
                      )
                      .join("; ")
                  : t("noRoles"),
            },
          ]}
        />
        <Pager page={page} pageSize={pageSize} total={list.total} path="/people" query={query} things={t("things")} />
      </Sheet>
    </Page>
  );
}
