import assert from "node:assert/strict";
import {
  callId,
  clientRequestId,
  deliveryTag,
  messageId,
  type Origin,
} from "../../../../src/core/simulation/identity.ts";
import type { QueueSpec } from "../../../../src/core/simulation/model.ts";
import { request, specOf } from "./fakeOracle.ts";

const from = (service: string): QueueSpec => ({ from: service, to: ["end"], order: "fifo" });
const handlers = {
  catalog: { save: () => 1 },
  search: { PriceChanged: () => 1 },
  page: { Indexed: () => 1, Cleared: () => 1 },
};
const spec = specOf(handlers, {
  queues: { PriceChanged: from("catalog"), Indexed: from("search"), Shown: from("page"), Echo: from("elsewhere") },
  clients: { admin: [request("catalog", "save"), request("catalog", "save")] },
});
const origin = (service: string, type: string, id: string, via: Origin["via"]): Origin => ({
  service,
  via,
  message: { id, type, body: null, from: "x" },
});
const saved = origin("catalog", "save", "save()#2", "client");
const priced = (id: string) => origin("search", "PriceChanged", id, "queue");

describe("identity", () => {
  it("stays short however long a chain of causes is, and tells its links apart", () => {
    const ids = new Set<string>();
    let id = "Echo#1";
    for (let i = 0; i < 500; i++) {
      id = messageId(spec, origin("page", "Echo", id, "queue"), "Echo", 1);
      assert.ok(id.length < 250, id);
      ids.add(id);
    }
    assert.equal(ids.size, 500);
  });

  it("numbers a client's requests by its operations, with its name where there are several clients", () => {
    assert.equal(clientRequestId(spec, "admin", 1, "save"), "save()#2");
    const two = { ...spec, clients: { ...spec.clients, guest: [] } };
    assert.equal(clientRequestId(two, "admin", 1, "save"), "save()#admin-2");
    const asked = origin("catalog", "save", "save()#admin-2", "client");
    assert.equal(messageId(two, asked, "PriceChanged", 1), "PriceChanged#admin-2");
  });

  it("lets a message take over the number of the operation it comes from", () => {
    assert.equal(messageId(spec, saved, "PriceChanged", 1), "PriceChanged#2");
    assert.equal(messageId(spec, saved, "PriceChanged", 2), "PriceChanged#2.2");
    assert.equal(messageId(spec, priced("PriceChanged#2"), "Indexed", 1), "Indexed#2");
    assert.equal(messageId(spec, priced("PriceChanged#2"), "Indexed", 2), "Indexed#2.2");
    assert.equal(messageId(spec, priced("PriceChanged#2.2"), "Indexed", 1), "Indexed#2.2.1");
  });

  it("spells the cause out where type and number would not say it", () => {
    const indexed = origin("page", "Indexed", "Indexed#2", "queue");
    const cleared = origin("page", "Cleared", "Cleared#2", "queue");
    assert.equal(messageId(spec, indexed, "Shown", 1), "Shown#(page:Indexed#2)");
    assert.equal(messageId(spec, cleared, "Shown", 2), "Shown#(page:Cleared#2).2");
    assert.equal(messageId(spec, saved, "Echo", 1), "Echo#(catalog:save()#2)");
    const called = origin("catalog", "save", "save()#2.1", "service");
    assert.equal(messageId(spec, called, "PriceChanged", 1), "PriceChanged#(catalog:save()#2.1)");
  });

  it("gives different causes different ids", () => {
    const causes = ["PriceChanged#2", "PriceChanged#2.2", "PriceChanged#2.2.1", "PriceChanged#(catalog:save()#2.1)"];
    const ids = causes.flatMap((id) => [1, 2, 3].map((nth) => messageId(spec, priced(id), "Indexed", nth)));
    // The four causes stand for different depths of publication, of which a type has only one.
    for (const [at, cause] of causes.entries()) {
      assert.equal(new Set(ids.slice(at * 3, at * 3 + 3)).size, 3, cause);
    }
    const sameDepth = ["PriceChanged#2", "PriceChanged#2.2", "PriceChanged#3", "PriceChanged#3.2"];
    const all = sameDepth.flatMap((id) => [1, 2, 3].map((nth) => messageId(spec, priced(id), "Indexed", nth)));
    assert.equal(new Set(all).size, all.length);
  });

  it("numbers the requests of a service within their cause", () => {
    assert.equal(callId(saved, "charge", 1), "charge()#2.1");
    assert.equal(callId(priced("PriceChanged#2"), "charge", 2), "charge()#(search:PriceChanged#2).2");
  });

  it("gives each delivery a tag of its own", () => {
    assert.deepEqual([deliveryTag("A#1", 1), deliveryTag("A#1", 2)], ["A#1/1", "A#1/2"]);
  });
});
