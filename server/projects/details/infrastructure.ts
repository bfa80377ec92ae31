import { rows } from "../../db";
import { inOrder, list, nothing, type Store, unitInForce } from "./store";

export const infrastructure: Store<"infrastructure"> = {
  placeOf: unitInForce,
  async save(tx, _scope, { projectId, unitId, provinceId }, details) {
    await rows(
      tx,
      "projects.infrastructure.save",
      `insert into infrastructure_details (project_id, unit_id, province_id, sector, start_point, end_point, investor, contractor, households_served)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (project_id) do update set sector = excluded.sector, start_point = excluded.start_point, end_point = excluded.end_point,
         investor = excluded.investor, contractor = excluded.contractor, households_served = excluded.households_served`,
      [
        projectId,
        unitId,
        provinceId,
        details.sector,
        details.startPoint,
        details.endPoint,
        details.investor,
        details.contractor,
        details.householdsServed,
      ],
    );
    await rows(tx, "projects.quantities.clear", "delete from project_quantities where project_id = $1", [projectId]);
    await rows(
      tx,
      "projects.quantities.save",
      `insert into project_quantities (id, project_id, unit_id, province_id, quantity, least, most, measure, sort)
       select s.id, $1, $2, $3, s.quantity, s.least, s.most, s.measure, s.sort
         from jsonb_to_recordset($4::jsonb) as s(id uuid, quantity text, least numeric, most numeric, measure text, sort integer)`,
      [projectId, unitId, provinceId, JSON.stringify(inOrder(details.quantities))],
    );
  },
  select: `(select json_build_object('kind', 'infrastructure', 'sector', d.sector, 'startPoint', d.start_point, 'endPoint', d.end_point, 'investor', d.investor, 'contractor', d.contractor,
      'householdsServed', d.households_served, 'acceptedOn', d.accepted_on, 'acceptanceDocumentId', d.acceptance_document_id,
      'acceptanceDocument', (select x.number from documents x where x.id = d.acceptance_document_id), 'handedOverOn', d.handed_over_on, 'handoverDocumentId', d.handover_document_id,
      'handoverDocument', (select x.number from documents x where x.id = d.handover_document_id), 'inOperationOn', d.in_operation_on,
      'quantities', ${list(
        `json_build_object('id', x.id, 'quantity', x.quantity, 'least', x.least::float8, 'most', x.most::float8, 'measure', x.measure)`,
        "project_quantities x where x.project_id = p.id",
        "x.sort, x.id",
      )}) from infrastructure_details d where d.project_id = p.id)`,
  people: () => [],
  guard: nothing,
  submitted: nothing,
  completed: nothing,
  dropped: nothing,
};
