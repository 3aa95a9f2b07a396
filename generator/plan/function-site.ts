import type { RegionModel } from "../schema/model.js";
import type { FileScope } from "./file-scope.js";
import type { Fingerprints } from "./fingerprint.js";
import type { KeyFunctions } from "./keys-file.js";
import type { StoredTypes } from "./stored-types.js";
import type { TypeTable } from "./type-table.js";

/** Where a function is planned: its schema, its region, its file. */
export interface FunctionSite {
  readonly namespace: string;
  readonly region: RegionModel;
  readonly scope: FileScope;
  readonly table: TypeTable;
  readonly stored: StoredTypes;
  readonly keys: KeyFunctions;
  readonly fingerprints: Fingerprints;
}
