import { expect } from "chai";
import { contract as appointments } from "../../functions/appointments/contract.ts";
import { contract as idp } from "../../functions/idp/contract.ts";
import { contract as inventory } from "../../functions/inventory/contract.ts";
import { contract as messages } from "../../functions/messages/contract.ts";
import { contract as patients } from "../../functions/patients/contract.ts";
import { contract as players } from "../../functions/players/contract.ts";
import type { Contract } from "../../functions/shared/contract.ts";
import { cases as appointmentCases } from "../functions/appointments/appointments.cases.ts";
import { cases as idpCases } from "../functions/idp/idp.cases.ts";
import { items as idpItems } from "../functions/idp/idp.items.ts";
import { cases as inventoryCases } from "../functions/inventory/inventory.cases.ts";
import { cases as messageCases } from "../functions/messages/messages.cases.ts";
import { cases as patientCases } from "../functions/patients/patients.cases.ts";
import { cases as playerCases } from "../functions/players/players.cases.ts";
import { type ApiCase, itAnswers, overHttp } from "../support/api-case.ts";
import { awsClients } from "../support/aws-clients.ts";
import { keeping } from "../support/kept-contract.ts";
import { type Grant, grantsOf, watchUse } from "../support/role-use.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";

interface Service {
  readonly contract: Contract;
  readonly cases: readonly ApiCase[];
  /** What no request can make, by logical table name. */
  readonly items?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

const SERVICES: Readonly<Record<string, Service>> = {
  idp: {
    contract: idp,
    cases: idpCases,
    items: { "idp-users": idpItems.TABLE_NAME, "idp-tokens": idpItems.TOKEN_TABLE },
  },
  players: { contract: players, cases: playerCases },
  patients: { contract: patients, cases: patientCases },
  appointments: { contract: appointments, cases: appointmentCases },
  inventory: { contract: inventory, cases: inventoryCases },
  messages: { contract: messages, cases: messageCases },
};

describe("behind the API, under its own role,", () => {
  const cloud = useCloud({ stack: "test" });
  let isUsed: (grant: Grant) => boolean;

  before(() => {
    isUsed = watchUse(cloud());
  });

  for (const [name, { contract, cases, items = {} }] of Object.entries(SERVICES)) {
    describe(name, () => {
      before(async () => {
        const clients = awsClients(cloud());
        for (const [table, rows] of Object.entries(items))
          for (const row of rows) await clients.put(table, row);
      });
      itAnswers(
        cases,
        keeping(
          contract,
          overHttp(() => apiOf(cloud())),
        ),
      );
    });
  }

  // A suite of its own, since a suite's tests run before the suites in it.
  describe("every service", () => {
    it("used each action that its role grants", () => {
      const unused = grantsOf(cloud()).filter((grant) => !isUsed(grant));
      expect(unused).to.deep.equal([]);
    });
  });
});
