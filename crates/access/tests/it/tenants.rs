//! Tenant tables: what may stand in one, and whose row somebody is.

use std::collections::BTreeSet;

use access::{Change, Door, LinkFacts, LinkMode, LinkRight, Tenancy, TenantFaults, TenantSource, TenantTable, tenancy, tenancy_of_address};
use proptest::prelude::*;
use vocab::{Ability, AttributeKind, AttributeValue, ContentRole};

use crate::world::{World, actor, document, link, principal, report, text};

fn source(columns: &[&str], rows: &[&[&str]]) -> TenantSource {
    let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    TenantSource { columns: texts(columns), rows: rows.iter().map(|row| texts(row)).collect() }
}

fn table(columns: &[&str], rows: &[&[&str]]) -> TenantTable {
    source(columns, rows).try_into().expect("a table")
}

#[track_caller]
fn check_faults(columns: &[&str], rows: &[&[&str]], expected: &[(Option<usize>, Option<usize>, &str)]) {
    let found = TenantTable::try_from(source(columns, rows)).err().map(|TenantFaults(faults)| faults).unwrap_or_default();
    let found: Vec<_> = found.iter().map(|fault| (fault.row, fault.column, fault.code)).collect();
    assert_eq!(found, expected, "{columns:?} {rows:?}");
}

#[test]
fn a_table_says_everything_that_is_wrong_with_it() {
    check_faults(&[], &[], &[]);
    check_faults(&["user", " field  flights.carrier ", "Field flights.day >=", "FIELD flights.day <="], &[], &[]);
    check_faults(
        &["WHO", "FIELD carrier", "FIELD flights.day >", "ATTRIBUTE", "USER USER"],
        &[],
        &[
            (None, Some(0), "unknown_column"),
            (None, Some(1), "unknown_column"),
            (None, Some(2), "unknown_column"),
            (None, Some(3), "unknown_column"),
            (None, Some(4), "unknown_column"),
        ],
    );
    check_faults(&["USER", "USER"], &[], &[(None, Some(1), "column_twice")]);
    check_faults(&["USER", "GROUP"], &[&["a"], &["a", "b", "c"]], &[(Some(0), None, "row_length"), (Some(1), None, "row_length")]);
    check_faults(
        &["USER", "FIELD v.f"],
        &[&["ann", " ; "], &[";", "x"]],
        &[(Some(0), Some(1), "cell_without_values"), (Some(1), Some(0), "cell_without_values")],
    );
    check_faults(&["FIELD v.f >="], &[&["1; 2"]], &[(Some(0), Some(0), "one_value_only")]);
    check_faults(&["SCENARIO"], &[&["; a ;"]], &[]);
    let long = "x".repeat(TenantTable::CELL + 1);
    check_faults(&["USER"], &[&[&long]], &[(Some(0), Some(0), "cell_too_long")]);
    let many: Vec<&[&str]> = vec![&[]; TenantTable::ROWS + 1];
    check_faults(&[], &many, &[(None, None, "too_many_rows")]);
    let wide: Vec<String> = (0..=TenantTable::COLUMNS).map(|at| format!("FIELD v.f{at}")).collect();
    check_faults(&wide.iter().map(String::as_str).collect::<Vec<_>>(), &[], &[(None, None, "too_many_columns")]);
}

#[test]
fn a_table_is_kept_as_it_was_written() {
    let written = source(&["user", "field v.f  >="], &[&[" ann ; ben", "1"], &["", ""]]);
    let table: TenantTable = written.clone().try_into().expect("a table");
    let read = TenantTable::try_from(TenantSource::from(table.clone())).expect("a table");
    assert_eq!((read.source(), &read), (&written, &table));
}

/// A document with a report that ann owns, ben and the group `g` (cleo, within `outer`) may see, dan may edit; two people are called Eve.
fn world() -> World {
    let mut world = World::new();
    world.users("ann ben cleo dan eve").admin("max").group("g", "cleo").group("outer", "@g").put("doc", "shared", "ann");
    let twin = Change::UserPut {
        user: crate::world::user("twin"),
        name: "eve".parse().expect("a name"),
        email: "twin@example.com".parse().expect("an address"),
        is_admin: false,
        active: true,
    };
    world.apply(twin);
    world.grant("doc", "*", ContentRole::Viewer).grant("doc", "dan", ContentRole::Editor);
    for (name, kind) in [("region", AttributeKind::String), ("level", AttributeKind::Number)] {
        let put = Change::AttributePut { name: name.parse().expect("a name"), kind, multiple: true, default: None };
        world.apply(put);
    }
    let value = |holder: &str, name: &str, value: AttributeValue| Change::AttributeValuePut {
        holder: principal(holder),
        name: name.parse().expect("a name"),
        values: vec![value],
    };
    world.apply(value("ben", "region", text("north"))).apply(value("ben", "level", AttributeValue::Number(3.0)));
    let facts = LinkFacts {
        id: link("l"),
        document: document("doc"),
        report: report("r"),
        mode: LinkMode::Everyone,
        rights: [LinkRight::View].into(),
        attributes: [("region".parse().expect("a name"), vec![text("south")])].into(),
        enabled: true,
    };
    world.apply(Change::LinkPut { link: facts });
    world
}

fn put(world: &mut World, table: TenantTable) {
    world.apply(Change::TenantsPut { document: document("doc"), report: report("r"), table });
}

fn on_report(world: &World, who: &str) -> String {
    tenancy(&world.facts, &actor(who), document("doc"), report("r"), Door::Dashboard(document("doc"))).to_string()
}

#[test]
fn the_first_row_all_of_whose_conditions_hold_is_theirs() {
    let columns =
        &["USER", "GROUP", "EMAIL_DOMAIN", "ATTRIBUTE region", "ATTRIBUTE level", "SCENARIO", "FIELD v.f", "FIELD v.n >=", "FIELD v.n <="];
    let cases: &[(&[&[&str]], &str, &str)] = &[
        (&[], "ben", "none: no row of the tenant table"),
        (&[&["", "", "", "", "", "", "", "", ""]], "ben", "row 1: all rows"),
        (&[&["ben@example.com", "", "", "", "", "B", "x; y", "1", "9"]], "ben", "row 1 (B): v.f = x or y and v.n >= 1 and v.n <= 9"),
        (&[&["BEN@Example.COM", "", "", "", "", "", "x", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["cleo; ben", "", "", "", "", "", "x", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["Ben", "", "", "", "", "", "x", "", ""]], "ben", "none: no row of the tenant table"),
        // Two people have this name: it says of neither that they are meant.
        (&[&["eve", "", "", "", "", "", "x", "", ""]], "eve", "none: no row of the tenant table"),
        (&[&["", "outer", "", "", "", "", "x", "", ""]], "cleo", "row 1: v.f = x"),
        (&[&["", "outer", "", "", "", "", "x", "", ""]], "ben", "none: no row of the tenant table"),
        (&[&["", "", "@EXAMPLE.com", "", "", "", "x", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["", "", "ample.com", "", "", "", "x", "", ""]], "ben", "none: no row of the tenant table"),
        (&[&["", "", "", "south; north", "", "", "x", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["", "", "", "North", "", "", "x", "", ""]], "ben", "none: no row of the tenant table"),
        (&[&["", "", "", "", "3", "", "x", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["ben", "", "", "south", "", "", "x", "", ""], &["", "", "", "north", "", "", "y", "", ""]], "ben", "row 2: v.f = y"),
        (&[&["", "", "", "", "", "", "x", "", ""], &["ben", "", "", "", "", "", "y", "", ""]], "ben", "row 1: v.f = x"),
        (&[&["nobody", "", "", "", "", "", "x", "", ""]], "ann", "all rows"),
        (&[&["nobody", "", "", "", "", "", "x", "", ""]], "dan", "all rows"),
        (&[&["nobody", "", "", "", "", "", "x", "", ""]], "max", "all rows"),
    ];
    for (rows, who, expected) in cases {
        let mut world = world();
        assert_eq!(on_report(&world, who), "all rows", "without a table");
        put(&mut world, table(columns, rows));
        assert_eq!(on_report(&world, who), *expected, "{rows:?} {who}");
    }
}

#[test]
fn doors_and_roles_decide_whom_the_table_binds() {
    let mut world = world();
    put(&mut world, table(&["ATTRIBUTE region", "FIELD v.f"], &[&["south", "x"]]));
    let at = |world: &World, who: &access::Actor, door: Door| tenancy(&world.facts, who, document("doc"), report("r"), door);
    let visitor = access::Actor::Link(link("l"));
    assert_eq!(at(&world, &visitor, Door::Link(link("l"))).to_string(), "row 1: v.f = x");
    for who in ["ann", "dan", "max", "ben"] {
        assert_eq!(at(&world, &actor(who), Door::Link(link("l"))), Tenancy::Unassigned, "a link binds everyone: {who}");
        assert_eq!(at(&world, &actor(who), Door::Workbook), Tenancy::Open, "{who}");
    }
    assert_eq!(tenancy(&world.facts, &actor("ben"), document("doc"), report("other"), Door::Dashboard(document("doc"))), Tenancy::Open);
    world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on: true });
    assert_eq!(on_report(&world, "ben"), "none: no row of the tenant table", "looking at the workbook is no editing");
    world.apply(Change::TenantsRemoved { document: document("doc"), report: report("r") });
    assert_eq!(on_report(&world, "ben"), "all rows");
}

#[test]
fn a_clash_of_groups_assigns_nothing() {
    let mut world = world();
    world.group("h", "cleo");
    let single =
        Change::AttributePut { name: "team".parse().expect("a name"), kind: AttributeKind::String, multiple: false, default: None };
    world.apply(single);
    for (group, team) in [("@g", "a"), ("@h", "b")] {
        let put = Change::AttributeValuePut { holder: principal(group), name: "team".parse().expect("a name"), values: vec![text(team)] };
        world.apply(put);
    }
    put(&mut world, table(&["ATTRIBUTE team", "FIELD v.f"], &[&["c", "x"], &["", ""]]));
    assert_eq!(on_report(&world, "cleo"), "none: no row of the tenant table", "the open row below must not catch who cannot be decided");
    assert_eq!(on_report(&world, "ben"), "row 2: all rows");
}

#[test]
fn an_address_alone_meets_addresses_and_domains_alone() {
    let world = world();
    let table = table(
        &["USER", "EMAIL_DOMAIN", "GROUP", "FIELD v.f"],
        &[&["", "", "g", "g"], &["a@b.example", "", "", "a"], &["", "b.example", "", "b"]],
    );
    for (address, expected) in [
        ("a@b.example", "row 2: v.f = a"),
        ("A@B.example", "row 2: v.f = a"),
        ("c@b.example", "row 3: v.f = b"),
        ("c@sub.b.example", "none: no row of the tenant table"),
    ] {
        assert_eq!(tenancy_of_address(&world.facts, &table, address).to_string(), expected, "{address}");
    }
}

#[test]
fn a_document_takes_its_tables_along() {
    let mut world = world();
    put(&mut world, table(&[], &[]));
    assert_eq!(world.facts.tenant_tables(document("doc")).count(), 1);
    world.apply(Change::NodeRemoved { node: document("doc").into() });
    assert_eq!(world.facts.tenant_tables(document("doc")).count(), 0);
    let again = Change::TenantsPut { document: document("doc"), report: report("r"), table: table(&[], &[]) };
    assert!(world.try_apply(again).is_err(), "of a document that is not there");
}

proptest! {
    /// Against the sentence of the specification, written down once more: the first row whose every filled condition has the person's value.
    #[test]
    fn the_row_is_the_first_that_holds(rows in prop::collection::vec((0u8..4, 0u8..4, 0u8..4), 0..8), who in 0usize..3) {
        let people = [("ben", "north"), ("cleo", ""), ("eve", "")];
        let (name, region) = people[who];
        let users = ["", "ben@example.com", "cleo@example.com;eve@example.com", "nobody@example.com"];
        let groups = ["", "g", "outer", "other"];
        let regions = ["", "north", "south;north", "east"];
        let cells: Vec<[&str; 4]> = rows.iter().map(|(u, g, r)| [users[*u as usize], groups[*g as usize], regions[*r as usize], "x"]).collect();
        let lines: Vec<&[&str]> = cells.iter().map(<[&str; 4]>::as_slice).collect();
        let mut world = world();
        put(&mut world, table(&["USER", "GROUP", "ATTRIBUTE region", "FIELD v.f"], &lines));
        let has = |cell: &str, own: &BTreeSet<&str>| cell.is_empty() || cell.split(';').any(|value| own.contains(value));
        let address = format!("{name}@example.com");
        let of_user = BTreeSet::from([address.as_str()]);
        let of_group: BTreeSet<&str> = if name == "cleo" { BTreeSet::from(["g", "outer"]) } else { BTreeSet::new() };
        let of_region: BTreeSet<&str> = [region].into_iter().filter(|region| !region.is_empty()).collect();
        let expected = cells.iter().position(|[u, g, r, _]| has(u, &of_user) && has(g, &of_group) && has(r, &of_region));
        let words = expected.map_or_else(|| "none: no row of the tenant table".to_owned(), |at| format!("row {}: v.f = x", at + 1));
        prop_assert_eq!(on_report(&world, name), words);
    }
}
