import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';

/** They never change; by the name that the table has in the statement. */
const writtenColumns = new WeakMap<EntityMetadata, Map<string, string>>();

/**
 * The columns of a table under the names that its entity has for them, for statements that every click or delivery sends:
 * their rows come as they are, without what TypeORM's query builder and hydration cost.
 */
export function columnsOf(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  alias?: string,
): string {
  const metadata = manager.connection.getMetadata(entity);
  const from = alias ?? metadata.tableName;
  const known = writtenColumns.get(metadata)?.get(from);
  if (known !== undefined) return known;
  const written = metadata.columns
    .map(({ databaseName, propertyName }) => `${from}.${databaseName} AS "${propertyName}"`)
    .join(', ');
  writtenColumns.set(metadata, (writtenColumns.get(metadata) ?? new Map()).set(from, written));
  return written;
}

/** An INSERT of one row, whose values are parameters in its order; `row` names properties of the entity. */
export function insertOf(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  row: object,
): { readonly statement: string; readonly values: unknown[] } {
  const { columns, tableName } = manager.connection.getMetadata(entity);
  const given = Object.entries(row).map(([property, value]) => {
    const column = columns.find(({ propertyName }) => propertyName === property);
    if (column === undefined) throw new Error(`${tableName} has no column for ${property}`);
    return { name: column.databaseName, value };
  });
  const names = given.map(({ name }) => name).join(', ');
  const places = given.map((_, index) => `$${index + 1}`).join(', ');
  return {
    statement: `INSERT INTO ${tableName} (${names}) VALUES (${places})`,
    values: given.map(({ value }) => value),
  };
}

/** Of a statement that changes something, TypeORM returns the rows and how many they are. */
export function changedRows<Row>(result: unknown): Row[] {
  return (result as [Row[], number])[0];
}

/** Whether a statement that changes one row at most has done so. */
export function hasChanged(result: unknown): boolean {
  return (result as [unknown[], number])[1] === 1;
}
