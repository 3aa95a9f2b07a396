/** `cachegen`: what applications import. What generated code needs besides is in `generated.ts`. No logic. */
export { CacheError, isCacheError, type CacheErrorCode, type CacheErrorDetails } from "./errors.js";
export type { Awaitable } from "./awaitable.js";
export { systemClock, type Clock } from "./clock.js";

export { isNoValue, NO_VALUE, type NoValue } from "./value/no-value.js";
export type { Brand } from "./value/brand.js";
export type { JsonObject, JsonValue } from "./value/json.js";
export type { Validation, ValuesMode } from "./value/isolation.js";
export { Unreadable } from "./value/unreadable.js";
export {
  Misfit,
  type PlainSerializer,
  type Schema,
  type SchemaIssue,
  type SchemaResult,
  type Serializer,
} from "./value/serializer.js";

export type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "./backend/backend.js";
export { MemoryBackend, type MemoryOptions } from "./backend/memory/memory-backend.js";
export { NoneBackend } from "./backend/none.js";
export { ProxyBackend } from "./backend/proxy.js";
export { adaptPlain, type AdaptOptions } from "./backend/plain/adapted-backend.js";
export type { PlainBackend, PlainMutex } from "./backend/plain/plain-backend.js";
export {
  registerBackend,
  type AnyBackend,
  type BackendLoader,
  type BackendOptions,
} from "./backend/registry.js";
export { longerThan, sha1, sha256, type KeyMangler } from "./key/mangler.js";

export { closeAll } from "./region/region-state.js";
export { defineRegion, type Region } from "./region/region.js";
export type { KeyOptions, KeyReadOptions } from "./region/region.js";
export type { ReadOptions, ValueMetadata } from "./region/entries.js";
export type { EventKind, EventOf, RegionEvent } from "./region/event.js";
export type { InvalidationStrategy } from "./region/invalidation.js";
export type { FunctionStatistics } from "./region/journal.js";
export type { CreationContext, CreationRunner, PendingCreation } from "./region/lead.js";
export type {
  KeyGenerator,
  KeyOwner,
  RegionOptions,
  RegionSpec,
  ManglerChoice,
  Wrapper,
} from "./region/options.js";
export type { FunctionPolicy, Policy, RegionSettings } from "./region/policy.js";

export type { CallOptions, MultiCallOptions } from "./definition/options.js";
export type { List } from "./definition/list.js";
export type {
  Accessor,
  Creator,
  Definition,
  Entry,
  ListAccessor,
  ListDefinition,
  MapAccessor,
  MapDefinition,
  Method,
  MultiAccessor,
  MultiBinder,
  MultiCreationContext,
  MultiCreator,
  MultiEntry,
} from "./definition/definition.js";
