//! Multi-tenant reports (sharing.md §4): which rows of a report's data are whose, as a table that managers write.

mod table;
mod tenancy;

pub use table::{TenantColumn, TenantEffect, TenantFault, TenantFaults, TenantLimit, TenantSource, TenantTable};
pub use tenancy::{Tenancy, TenantRow, tenancy, tenancy_by, tenancy_of_address};
