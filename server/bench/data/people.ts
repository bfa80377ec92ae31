/** A clerk in every commune, a manager, a finance officer and an inspector in every province, and one auditor of the nation. */

/** The province and the commune in which the people of the benchmark work. */
export const homeProvince = 10;

/** $1 is the hash of everybody's password. */
export const people = `
  create table bench.people (id uuid primary key, username text not null, role text not null, unit_id uuid not null, province_id uuid not null);
  insert into bench.people
  select bench.id(4, c.no), 'clerk' || c.no || '@bench', 'clerk', c.id, c.province_id from bench.communes c
  union all
  select bench.id(5, p.no * 10 + r.at), r.role || p.no || '@bench', r.role, p.id, p.id
    from bench.provinces p, (values (1, 'manager'), (2, 'finance'), (3, 'inspector')) r(at, role)
  union all
  select bench.id(6, 1), 'auditor@bench', 'auditor', u.id, u.province_id
    from units u join levels l on l.code = u.level_code where l.rank = 0;
  insert into people (id, username, name, folded, password_hash, must_change_password)
  select id, username, 'Người ' || username, 'nguoi ' || username, $1, false from bench.people;
  insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from)
  select bench.id(7, row_number() over (order by id)), id, role, unit_id, province_id, '2021-01-01' from bench.people;
  insert into bench.notes
  select 'clerk', min(username) from bench.people p join bench.communes c on c.id = p.unit_id where c.province_no = ${homeProvince} and role = 'clerk'
  union all select role, username from bench.people where username in ('manager${homeProvince}@bench', 'inspector${homeProvince}@bench', 'auditor@bench')
  union all select 'province', id::text from bench.provinces where no = ${homeProvince}
  union all select 'commune', p.unit_id::text from bench.people p where p.username = (
    select min(username) from bench.people x join bench.communes c on c.id = x.unit_id where c.province_no = ${homeProvince} and role = 'clerk');`;
