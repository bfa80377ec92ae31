-- A number of a series as codes show it: four digits at least. lpad alone would cut the ten-thousandth to its first four.
create function app.in_series(n bigint) returns text
language sql immutable parallel safe
as $$ select lpad(n::text, greatest(4, length(n::text)), '0') $$;
grant execute on function app.in_series(bigint) to terrace_app;
