import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/**
 * The columns of a table under the names that its entity has for them, for statements that every click or delivery sends:
 * their rows come as they are, without what TypeORM's query builder and hydration cost.
 */
export function columnsOf(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  alias?: string,
): string {
  const { columns, tableName } = manager.connection.getMetadata(entity);
  return columns
    .map(({ databaseName, propertyName }) => `${alias ?? tableName}.${databaseName} AS "${propertyName}"`)
    .join(', ');
}

/** Of a statement that changes something, TypeORM returns the rows and how many they are. */
export function changedRows<Row>(result: unknown): Row[] {
  return (result as [Row[], number])[0];
}

/** Whether a statement that changes one row at most has done so. */
export function hasChanged(result: unknown): boolean {
  return (result as [unknown[], number])[1] === 1;
}
