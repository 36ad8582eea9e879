//! Tests through the HTTP interface, in process.

mod openapi;
