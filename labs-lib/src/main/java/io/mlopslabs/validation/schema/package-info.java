// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas: what do we expect of the data, and who agreed to it?
 *
 * <p>Start with {@link io.mlopslabs.validation.schema.SchemaInference}, which proposes a schema from statistics. A person then corrects it with
 * {@link io.mlopslabs.validation.schema.SchemaEditor}, puts it under version control with {@link
 * io.mlopslabs.validation.schema.SchemaFile}, and reads every later change with {@link io.mlopslabs.validation.schema.SchemaDiff}: is it
 * looser or stricter, and which alarms would it silence? {@link io.mlopslabs.validation.schema.Environments} tells which features are expected
 * where.
 *
 * <p>Guarantee: schemas are the messages of {@code tensorflow.metadata.v0}, and no reading or writing loses a field. Nothing here changes a
 * message it was given.
 *
 * <p>Left out: whether data keep to a schema; {@code validation.anomalies} tells that.
 *
 * <p>Agrees with TensorFlow Data Validation 1.16.1: {@code infer_schema}, {@code get_feature}, {@code get_domain}, {@code set_domain}, {@code
 * write_schema_text} and {@code load_schema_text}.
 */
package io.mlopslabs.validation.schema;
