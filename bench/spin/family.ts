// The reference family for SPIN: one process, one `d_step` for each action, all state in bytes.
import type { FamilySet } from "../explore/family.ts";

export function promela({ versions, replicas, duplicates, drops }: FamilySet): string {
  const cells = versions * replicas;
  const actions: string[] = [];
  const publish = (v: number): string => {
    const sends = Array.from({ length: replicas }, (_, r) => `c[${r * versions + v}] = 1;`).join(" ");
    return `  :: d_step { published == ${v} -> published = ${v + 1}; ${sends} }`;
  };
  for (let v = 0; v < versions; v++) actions.push(publish(v));
  for (let r = 0; r < replicas; r++) {
    for (let v = 0; v < versions; v++) {
      const m = r * versions + v;
      const lww = `if :: value[${r}] < ${v + 1} -> value[${r}] = ${v + 1} :: else fi;`;
      const gone = `if :: c[${m}] + l[${m}] == 0 -> d[${m}] = 0; x[${m}] = 0 :: else fi`;
      actions.push(`  :: d_step { c[${m}] > 0 -> ${lww} c[${m}]--; ${gone} }`);
      actions.push(`  :: d_step { c[${m}] > 0 && d[${m}] < ${duplicates} -> c[${m}]++; d[${m}]++ }`);
      actions.push(`  :: d_step { c[${m}] > 0 && x[${m}] < ${drops} -> c[${m}]--; l[${m}]++; x[${m}]++ }`);
      actions.push(`  :: d_step { l[${m}] > 0 -> l[${m}]--; c[${m}]++ }`);
    }
  }
  return `byte published;
byte value[${replicas}];
byte c[${cells}];
byte l[${cells}];
byte d[${cells}];
byte x[${cells}];

active proctype family() {
end:
  do
${actions.join("\n")}
  od
}
`;
}
