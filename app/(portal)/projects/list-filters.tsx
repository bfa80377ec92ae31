import { PlacePicker } from "@/app/(portal)/units/place-picker";
import { currentLocale, formats, text } from "@/app/text/server";
import type { api } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText } from "@/app/ui/filters";
import type { Query } from "@/app/ui/query";
import { projectKinds } from "@/db/schema/project-lists";
import { filterNames, path } from "./asked";

type Caller = Awaited<ReturnType<typeof api>>;

type Props = {
  query: Query;
  unit: Awaited<ReturnType<Caller["units"]["option"]>> | undefined;
  sources: Awaited<ReturnType<Caller["programmes"]["money"]>>["sources"];
  programmes: Awaited<ReturnType<Caller["programmes"]["list"]>>;
};

const firstYear = 2021;

/** By what the list can be narrowed; sent as an address. */
export async function ListFilters({ query, unit, sources, programmes }: Props) {
  const [t, f, locale] = [await text("projects"), await formats(), await currentLocale()];
  const thisYear = Number(f.dayOf(new Date()).slice(0, 4));
  const years = Array.from({ length: thisYear - firstYear + 2 }, (_, index) => String(firstYear + index));
  return (
    <Filters
      path={path}
      query={query}
      names={filterNames}
      first={<FilterText name="q" label={t("list.search")} query={query} placeholder={t("list.example")} />}
    >
      <FilterSelect
        name="kind"
        label={t("list.kind")}
        query={query}
        all={t("list.allKinds")}
        options={projectKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <PlacePicker key={unit?.id} name="unit" label={t("list.unit")} unit={unit} />
      <div className="w-[140px] max-[719px]:w-full">
        <FilterSelect
          name="source"
          label={t("list.source")}
          query={query}
          all={t("list.allSources")}
          options={sources.map(({ code, name }) => ({ value: code, label: name[locale] }))}
        />
      </div>
      <div className="w-[150px] max-[719px]:w-full">
        <FilterSelect
          name="line"
          label={t("list.line")}
          query={query}
          all={t("list.allLines")}
          options={programmes.flatMap((programme) =>
            programme.lines
              .filter(({ kinds }) => kinds.length > 0)
              .map(({ id, code, name }) => ({ value: id, label: `${name[locale]} (${programme.code} ${code})` })),
          )}
        />
      </div>
      <FilterSelect
        name="year"
        label={t("list.year")}
        query={query}
        all={t("list.allYears")}
        options={years.map((year) => ({ value: year, label: year }))}
      />
    </Filters>
  );
}
