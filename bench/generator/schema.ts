/** Functions in one region. */
const REGION_SIZE = 100;

/** Functions that share one type. */
const TYPE_SHARE = 10;

/** A schema of so many functions, each with two arguments, over a tenth as many types of five fields. */
export function schemaOf(functions: number): string {
  const indexes = Array.from({ length: functions }, (_, index) => index);
  const types = indexes.filter((index) => index % TYPE_SHARE === 0).map((_, at) => typeText(at));
  const regions = indexes.map((index) => {
    const head = index % REGION_SIZE === 0 ? regionHead(index / REGION_SIZE) : "";
    return `${head}${functionText(index, types.length)}`;
  });
  return `version: 1\nnamespace: bench\ntypes:\n${types.join("")}regions:\n${regions.join("")}`;
}

/** A schema of so many functions of one argument, each over a type of nine fields of its own. */
export function wideSchemaOf(functions: number): string {
  const indexes = Array.from({ length: functions }, (_, index) => index);
  const regions = indexes.map((index) => {
    const head = index % REGION_SIZE === 0 ? regionHead(index / REGION_SIZE) : "";
    return `${head}      get${index % REGION_SIZE}:
        args:
          id: int
        returns: Type${index}
`;
  });
  return `version: 1\nnamespace: bench\ntypes:\n${indexes.map(wideTypeText).join("")}regions:\n${regions.join("")}`;
}

function wideTypeText(at: number): string {
  return `  Type${at}:
    id: int
    key: uuid
    name: { type: string, min: 1, max: 80 }
    createdAt: datetime
    tags: string[]
    score: float
    active: boolean
    total: bigint
    parent?: string
`;
}

function typeText(at: number): string {
  return `  Type${at}:
    id: int
    name: { type: string, min: 1, max: 80 }
    createdAt: datetime
    tags: string[]
    parent?: string
`;
}

function regionHead(at: number): string {
  return `  region${at}:\n    expiration: 10m\n    functions:\n`;
}

function functionText(index: number, types: number): string {
  return `      get${index % REGION_SIZE}:
        args:
          tenant: string
          id: int
        returns: Type${index % types}?
        cacheNull: 30s
`;
}
