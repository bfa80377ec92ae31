import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Icon, type IconName } from "./icons";
import { Link } from "./link";
import { href, one, type Query } from "./query";

type FiltersProps = {
  path: string;
  query: Query;
  /** The parameters these fields set; every other one but the page is kept. */
  names: string[];
  /** The first field: always in sight. */
  first?: ReactNode;
  /** The others: behind a button on phones. */
  children?: ReactNode;
};

/** Filters are a GET form: they work without a script, and the address is the view. */
export async function Filters({ path, query, names, first, children }: FiltersProps) {
  const t = await text("common");
  const kept = Object.entries(query).flatMap(([name, value]) =>
    names.includes(name) || name === "page" ? [] : [value].flat().map((each) => [name, each] as const),
  );
  const set = names.filter((name) => one(query, name)).length;
  return (
    <form className="filters" method="get" action={path}>
      {kept.map(([name, value], index) => value && <input key={index} type="hidden" name={name} value={value} />)}
      {first}
      {children && (
        <>
          <input type="checkbox" id="more-filters" className="vh" aria-label={t("action.filters")} />
          <label htmlFor="more-filters" className="btn only-s">
            {set ? t("action.filtersCount", { count: String(set) }) : t("action.filters")}
          </label>
          <div className="rest">{children}</div>
        </>
      )}
      <button type="submit" className="btn">
        {t("action.filter")}
      </button>
      {set > 0 && (
        <Link className="btn lite" href={href(path, query, Object.fromEntries(names.map((name) => [name, null])))}>
          {t("action.clearFilter")}
        </Link>
      )}
    </form>
  );
}

export function FilterText(props: { name: string; label: string; query: Query; placeholder?: string }) {
  return (
    <label className="wide">
      {props.label}
      <input name={props.name} defaultValue={one(props.query, props.name) ?? ""} placeholder={props.placeholder} />
    </label>
  );
}

export type FilterOption = { value: string; label: string };

export function FilterSelect(props: {
  name: string;
  label: string;
  query: Query;
  options: FilterOption[];
  /** The choice that filters nothing: "Mọi nguồn". Without it the first option is the default. */
  all?: string;
}) {
  return (
    <label>
      {props.label}
      <select name={props.name} defaultValue={one(props.query, props.name) ?? ""}>
        {props.all !== undefined && <option value="">{props.all}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export type QuickItem = {
  key: string;
  label: string;
  count?: number | string;
  icon?: IconName;
  href: string;
  current: boolean;
};

/** The counts over a list: one tap filters by status. */
export function Quick({ label, items }: { label: string; items: QuickItem[] }) {
  return (
    <nav className="quick" aria-label={label}>
      {items.map((item) => (
        <Link key={item.key} href={item.href} aria-current={item.current ? "page" : undefined}>
          {item.icon && <Icon name={item.icon} />}
          {item.label} {item.count !== undefined && <b>{item.count}</b>}
        </Link>
      ))}
    </nav>
  );
}
