//! Rows and columns: attributes, access grants, filters, row policies, and what a visitor of a link may read.

use access::{
    AccessGrant, Actor, Change, ColumnPredicate, ColumnRule, DataPolicy, Door, FieldRule, GrantExpr, LinkFacts, LinkMode, LinkRight, Mask,
    MaskRule, MaskSql, ModelRules, PublicLinks, QueryKind, Reason, RowRule, Setting, TableName, TableReach, TableRules, TopicRules,
    attribute_values, data_policy, grant_holds, topic_access,
};
use vocab::{AttributeValue, ConnectionRole, ContentRole, ModelName};

use crate::world::{World, actor, connection, document, link, node, principal, report, text};

fn name(text: &str) -> ModelName {
    text.parse().expect("a name")
}

fn column_rule(column: &str, attribute: &str, like: bool) -> ColumnRule {
    ColumnRule { column: column.to_owned(), user_attribute: name(attribute), values_for_unfiltered: vec![text("*")], like }
}

/// A table with masks: `phone` for all but ops, twice; `name` by SQL over `code`, which ops alone may see; `note` by SQL over `phone`.
fn masked() -> ModelRules {
    let expr = |text: &str| GrantExpr::parse([text]).expect("an expression");
    let mask = |unless: &str, with: Mask| MaskRule { unless: expr(unless), with };
    let sql = |column: &str| Mask::Sql(MaskSql { text: format!("lower(\"{column}\")"), columns: [column.to_owned()].into() });
    let masks = [
        ("phone".to_owned(), vec![mask("ops", Mask::Hash), mask("ops & board", Mask::Text("hidden".to_owned()))]),
        ("name".to_owned(), vec![mask("board", sql("code"))]),
        ("note".to_owned(), vec![mask("board", sql("phone"))]),
        ("self".to_owned(), vec![mask("board", sql("self"))]),
        ("code".to_owned(), vec![mask("board", Mask::Hash)]),
        ("pay".to_owned(), vec![mask("staff", Mask::Null)]),
    ];
    let people = TableRules { guarded_columns: [("code".to_owned(), expr("ops"))].into(), masks: masks.into(), ..TableRules::default() };
    ModelRules { tables: [("people".into(), people)].into(), ..rules() }
}

/// The table `flights` with a row policy on `carrier`, one on `region`, a guarded column, and `secret` behind a grant.
fn rules() -> ModelRules {
    let grant = |attribute: &str, value: &str, access_boostable| AccessGrant {
        user_attribute: name(attribute),
        allowed_values: vec![text(value)],
        access_boostable,
    };
    let guarded_columns = [("tailnum".to_owned(), GrantExpr::parse(["ops | board"]).expect("an expression"))].into();
    let flights = TableRules {
        required: GrantExpr::open(),
        row_policies: vec![column_rule("carrier", "carrier", false)],
        guarded_columns,
        ..TableRules::default()
    };
    let routes = TableRules {
        row_policies: vec![column_rule("carrier", "carrier", false), column_rule("region", "region", true)],
        ..TableRules::default()
    };
    let secret = TableRules { required: GrantExpr::parse(["board"]).expect("an expression"), ..TableRules::default() };
    let salaries = TableRules { required: GrantExpr::parse(["staff"]).expect("an expression"), ..TableRules::default() };
    ModelRules {
        grants: [
            (name("ops"), grant("team", "ops", false)),
            (name("board"), grant("team", "board", false)),
            (name("staff"), grant("team", "staff", true)),
        ]
        .into(),
        tables: [
            ("flights".into(), flights),
            ("routes".into(), routes),
            ("secret".into(), secret),
            ("salaries".into(), salaries),
            ("airports".into(), TableRules::default()),
        ]
        .into(),
    }
}

fn world() -> World {
    let mut world = World::new();
    world
        .users("ana ben cleo")
        .group("ua", "ana ben")
        .group("aa", "")
        .put("doc", "shared", "ana")
        .connection("data", ConnectionRole::Querier);
    world.attribute("carrier", true, None).attribute("region", true, None).attribute("team", false, None);
    world
}

fn policy(world: &World, who: &str) -> DataPolicy {
    data_policy(&world.facts, &actor(who), connection("data"), &rules(), QueryKind::Sql, Door::Workbook).expect("a querier may")
}

fn rows(world: &World, who: &str, table: &str) -> RowRule {
    policy(world, who).table(&TableName::from(table)).expect("the model speaks of it").rows.clone()
}

fn one_of(column: &str, values: &[&str]) -> ColumnPredicate {
    ColumnPredicate::OneOf { column: column.to_owned(), values: values.iter().map(|value| text(value)).collect() }
}

#[test]
fn own_values_come_before_the_groups_and_those_before_the_default() {
    let mut world = world();
    world.attribute("carrier", true, Some("XX"));
    let values = |world: &World| attribute_values(&world.facts, &actor("ana"), &name("carrier")).expect("no clash");
    assert_eq!(values(&world), [text("XX")]);
    world.value("@ua", "carrier", &["UA"]).group("star", "@ua").value("@star", "carrier", &["LH", "UA"]);
    assert_eq!(values(&world), [text("LH"), text("UA")]);
    world.value("ana", "carrier", &["AA"]);
    assert_eq!(values(&world), [text("AA")]);
}

#[test]
fn t27_two_groups_with_different_rules() {
    let mut world = world();
    world.apply(Change::MemberPut { group: crate::world::group("aa"), member: principal("ana") });
    world.value("@ua", "carrier", &["UA"]).value("@aa", "carrier", &["AA"]).value("@ua", "region", &["E%"]);
    let like = ColumnPredicate::Like { column: "region".to_owned(), patterns: vec!["E%".to_owned()] };
    assert_eq!(rows(&world, "ana", "flights"), RowRule::Where(vec![one_of("carrier", &["AA", "UA"])]), "inside a rule: any of the values");
    assert_eq!(rows(&world, "ana", "routes"), RowRule::Where(vec![one_of("carrier", &["AA", "UA"]), like]), "across rules: all of them");
    world.value("@ua", "team", &["ops"]).value("@aa", "team", &["board"]);
    let clash = attribute_values(&world.facts, &actor("ana"), &name("team")).expect_err("the groups differ");
    assert_eq!(clash.values, [text("board"), text("ops")]);
    assert!(!grant_holds(
        &world.facts,
        &actor("ana"),
        &rules(),
        &GrantExpr::parse(["ops | board"]).expect("an expression"),
        Door::Workbook
    ));
    world.value("@aa", "team", &["ops"]);
    assert_eq!(attribute_values(&world.facts, &actor("ana"), &name("team")), Ok(vec![text("ops")]), "the same value is no clash");
}

#[test]
fn t26_values_are_literals_and_a_missing_one_refuses() {
    let mut world = world();
    let hostile = ["", "' OR 1=1 --", "\\", "a\0b", "%", "_", "{x,y}", "NULL"];
    world.value("ana", "carrier", &hostile).value("ana", "region", &["%"]);
    let RowRule::Where(predicates) = rows(&world, "ana", "flights") else { panic!("filtered") };
    let mut expected = hostile;
    expected.sort_unstable();
    assert_eq!(predicates, [one_of("carrier", &expected)]);
    assert_eq!(rows(&world, "cleo", "flights"), RowRule::Refused(Reason::MissingAttribute(name("carrier"))));
    assert_eq!(rows(&world, "ben", "routes"), RowRule::Refused(Reason::MissingAttribute(name("carrier"))), "one of two missing refuses");
    world.value("ben", "carrier", &["*"]);
    assert_eq!(rows(&world, "ben", "flights"), RowRule::All);
    assert_eq!(rows(&world, "ben", "routes"), RowRule::Refused(Reason::MissingAttribute(name("region"))));
    world.value("ben", "carrier", &["**"]);
    assert_eq!(rows(&world, "ben", "flights"), RowRule::Where(vec![one_of("carrier", &["**"])]));
    let empty = world.try_apply(Change::AttributeValuePut { holder: principal("ben"), name: name("carrier"), values: Vec::new() });
    assert!(
        empty.is_err()
            && world
                .try_apply(Change::AttributeValuePut {
                    holder: principal("ben"),
                    name: name("carrier"),
                    values: vec![AttributeValue::Number(1.0)]
                })
                .is_err()
    );
}

#[test]
fn what_people_can_influence_themselves_is_never_a_pattern() {
    let mut world = world();
    world.apply(Change::UserPut {
        user: crate::world::user("ana"),
        name: "%".parse().expect("a name"),
        email: "a_%@x.org".parse().expect("an address"),
        is_admin: false,
        active: true,
    });
    for attribute in ["user_name", "user_email"] {
        let table = TableRules { row_policies: vec![column_rule("who", attribute, true)], ..TableRules::default() };
        let rules = ModelRules { tables: [("t".into(), table)].into(), ..ModelRules::default() };
        let policy =
            data_policy(&world.facts, &actor("ana"), connection("data"), &rules, QueryKind::Sql, Door::Workbook).expect("a querier may");
        let rows = &policy.table(&"t".into()).expect("the model speaks of it").rows;
        assert!(matches!(rows, RowRule::Where(predicates) if matches!(predicates.as_slice(), [ColumnPredicate::OneOf { .. }])), "{rows:?}");
    }
    assert!(
        world
            .try_apply(Change::AttributePut { name: name("user_name"), kind: vocab::AttributeKind::String, multiple: false, default: None })
            .is_err()
    );
}

#[test]
fn t31_masks_are_for_everybody_who_does_not_hold_the_grant() {
    let mut world = world();
    world.attribute("team", true, None);
    world.value("ana", "team", &["ops"]).value("ben", "team", &["board", "ops", "staff"]);
    let masks = |who: &str| {
        let made =
            data_policy(&world.facts, &actor(who), connection("data"), &masked(), QueryKind::Sql, Door::Workbook).expect("a querier may");
        let table = made.table(&"people".into()).expect("the model speaks of it").clone();
        (table.masks.iter().map(|(column, mask)| format!("{column}: {mask:?}").chars().take(12).collect()).collect::<Vec<String>>(), made)
    };
    // Nobody's grants: of two masks the strictest; SQL that would show a hidden or masked column leaves nothing; a hidden column needs no mask.
    assert_eq!(masks("cleo").0, ["name: Null", "note: Null", "pay: Null", "phone: Text(", "self: Sql(Ma"]);
    assert_eq!(masks("ana").0, ["code: Hash", "name: Null", "note: Null", "pay: Null", "phone: Text(", "self: Sql(Ma"]);
    assert_eq!(masks("ben").0, Vec::<String>::new());
    assert_ne!(masks("cleo").1, masks("ana").1, "answers are not shared");
    assert_ne!(masks("ana").1, masks("ben").1, "answers are not shared");
}

#[test]
fn grants_guard_tables_and_columns_and_undeclared_ones_are_held_by_nobody() {
    let mut world = world();
    world.value("ana", "carrier", &["*"]).value("ana", "team", &["ops"]).value("ben", "carrier", &["*"]).value("ben", "team", &["board"]);
    let hidden =
        |world: &World, who: &str| policy(world, who).table(&"flights".into()).expect("the model speaks of it").hidden_columns.len();
    assert_eq!((hidden(&world, "ana"), hidden(&world, "ben"), hidden(&world, "cleo")), (0, 0, 1));
    assert_eq!(rows(&world, "ana", "secret"), RowRule::Refused(Reason::GrantMissing { item: "board".to_owned() }));
    assert_eq!(rows(&world, "ben", "secret"), RowRule::All);
    assert!(policy(&world, "ana").table(&"Flights".into()).is_none(), "T99: names are compared byte by byte");
    for (expr, who, expected) in [
        (&["ops"][..], "ana", true),
        (&["ops", "board"], "ana", false),
        (&["ops | board"], "ana", true),
        (&["ops & board | ops"], "ana", true),
        (&["ops & board"], "ana", false),
        (&["board & ops | ops & staff"], "ana", false),
        (&["nonesuch"], "ana", false),
        (&["nonesuch | ops"], "ana", true),
        (&[], "cleo", true),
        (&["ops"], "nobody", false),
    ] {
        let expr = GrantExpr::parse(expr.iter().copied()).expect("an expression");
        assert_eq!(grant_holds(&world.facts, &actor(who), &rules(), &expr, Door::Workbook), expected, "{who}: {expr}");
    }
    for wrong in ["", "ops |", "& ops", "Ops", "ops board", "(ops)"] {
        assert!(GrantExpr::parse([wrong]).is_err(), "{wrong:?}");
    }
}

#[test]
fn topics_filter_by_field_and_refuse_without_a_value() {
    let mut world = world();
    let filter = FieldRule {
        field: "flights.carrier".parse().expect("a field"),
        user_attribute: name("carrier"),
        values_for_unfiltered: vec![text("*")],
        like: false,
    };
    let topic = TopicRules { required: GrantExpr::parse(["ops"]).expect("an expression"), access_filters: vec![filter] };
    let ask = |world: &World, who: &str| topic_access(&world.facts, &actor(who), &topic, &rules(), Door::Workbook);
    assert!(ask(&world, "ana").is_err_and(|denied| denied.hidden && denied.code() == "access_grant"));
    world.value("ana", "team", &["ops"]);
    assert!(ask(&world, "ana").is_err_and(|denied| !denied.hidden && denied.code() == "missing_attribute"));
    world.value("ana", "carrier", &["UA"]);
    let predicates = ask(&world, "ana").expect("she may");
    assert_eq!(predicates.into_iter().map(|each| each.predicate).collect::<Vec<_>>(), [one_of("flights.carrier", &["UA"])]);
    world.value("ana", "carrier", &["*", "UA"]);
    assert_eq!(ask(&world, "ana"), Ok(Vec::new()));
}

#[test]
fn a_boost_lifts_kinds_and_boostable_grants_and_no_rows() {
    let mut world = world();
    world.connection("data", ConnectionRole::Viewer);
    let ask = |world: &World, door| data_policy(&world.facts, &actor("cleo"), connection("data"), &rules(), QueryKind::Sql, door);
    let dashboard = Door::Dashboard(document("doc"));
    world.grant("doc", "cleo", ContentRole::Viewer);
    assert!(ask(&world, dashboard).is_err_and(|denied| denied.code() == "query_kind"));
    world.apply(Change::GrantPut { node: node("doc"), principal: principal("cleo"), role: ContentRole::Viewer, boost: true });
    let policy = ask(&world, dashboard).expect("boosted");
    let rows = |table: &str| policy.table(&table.into()).map(|table| table.rows.clone());
    assert_eq!(rows("flights"), Some(RowRule::Refused(Reason::MissingAttribute(name("carrier")))));
    assert!(matches!(rows("secret"), Some(RowRule::Refused(_))));
    assert_eq!(rows("salaries"), Some(RowRule::All));
    assert!(ask(&world, Door::Workbook).is_err(), "the workbook still goes by connection role");
    world.apply(Change::SettingPut(Setting::BoostAvailable(false)));
    assert!(ask(&world, dashboard).is_err(), "stored flags are inert");
}

/// A link of the report `first` that gives `carrier = UA`.
fn put_link(world: &mut World, mode: LinkMode) {
    let attributes = [(name("carrier"), vec![text("UA")]), (name("region"), Vec::new())].into();
    let link = LinkFacts {
        id: link("open"),
        document: document("doc"),
        report: report("first"),
        mode,
        rights: [LinkRight::View].into(),
        attributes,
        enabled: true,
    };
    world.apply(Change::LinkPut { link });
}

#[test]
fn t35_a_visitor_has_the_attributes_of_the_link_and_nothing_else() {
    let mut world = world();
    world.attribute("team", false, Some("board")).apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::Anyone)));
    put_link(&mut world, LinkMode::Everyone);
    let visitor = actor("link:open");
    let values = |attribute: &str| attribute_values(&world.facts, &visitor, &name(attribute)).expect("no clash");
    assert_eq!(values("carrier"), [text("UA")]);
    for attribute in ["region", "team", "user_name", "user_email", "user_id", "user_groups", "is_admin"] {
        assert_eq!(values(attribute), [], "{attribute}");
    }
    let ask = |visitor: &Actor, kind, door| data_policy(&world.facts, visitor, connection("data"), &rules(), kind, door);
    let policy = ask(&visitor, QueryKind::Topic, Door::Link(link("open"))).expect("the report's tiles");
    assert_eq!(policy.table(&"flights".into()).map(|table| table.rows.clone()), Some(RowRule::Where(vec![one_of("carrier", &["UA"])])));
    assert!(matches!(policy.table(&"routes".into()).map(|table| table.rows.clone()), Some(RowRule::Refused(Reason::MissingAttribute(_)))));
    for kind in [QueryKind::Sql, QueryKind::AllViews, QueryKind::AlteredTopic] {
        assert!(ask(&visitor, kind, Door::Link(link("open"))).is_err(), "{kind:?}");
    }
    for door in [Door::Workbook, Door::Dashboard(document("doc")), Door::Link(link("other"))] {
        assert!(ask(&visitor, QueryKind::Topic, door).is_err_and(|denied| denied.hidden), "{door:?}");
    }
}

#[test]
fn t59_somebody_signed_in_at_a_link_reads_as_themselves() {
    let mut world = world();
    world.connection("data", ConnectionRole::NoAccess).apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::SignedIn)));
    put_link(&mut world, LinkMode::Everyone);
    let ask =
        |world: &World| data_policy(&world.facts, &actor("cleo"), connection("data"), &rules(), QueryKind::Topic, Door::Link(link("open")));
    let rows = |world: &World| ask(world).expect("a viewer of the report's tiles").table(&"flights".into()).map(|table| table.rows.clone());
    assert_eq!(rows(&world), Some(RowRule::Refused(Reason::MissingAttribute(name("carrier")))), "the link's value is not theirs");
    world.value("cleo", "carrier", &["AA"]);
    assert_eq!(rows(&world), Some(RowRule::Where(vec![one_of("carrier", &["AA"])])));
    put_link(&mut world, LinkMode::Folder);
    assert!(ask(&world).is_err_and(|denied| denied.hidden), "Cleo has no role on the document");
    put_link(&mut world, LinkMode::Private);
    assert!(data_policy(&world.facts, &actor("ana"), connection("data"), &rules(), QueryKind::Topic, Door::Link(link("open"))).is_err());
}

#[test]
fn t56_who_looks_as_somebody_else_has_the_masks_of_both() {
    let mut world = world();
    world.value("ana", "team", &["ops"]).value("ben", "team", &["board"]);
    let policy = |who: &str| {
        data_policy(&world.facts, &actor(who), connection("data"), &masked(), QueryKind::Sql, Door::Workbook).expect("a querier may")
    };
    let masks = |policy: &DataPolicy| policy.table(&"people".into()).expect("the model speaks of it").masks.clone();
    let (ana, ben) = (policy("ana"), policy("ben"));
    // Ben lacks what lets him see `code`, so that nothing needs to stand in it; Ana lacks the board's grant.
    for both in [ana.meet(&ben), ben.meet(&ana)] {
        let of_both = masks(&both);
        assert_eq!(of_both["phone"], Mask::Text("hidden".to_owned()), "the strictest of both");
        assert_eq!(of_both["name"], Mask::Null, "its SQL looks at a column that one of them does not see");
        assert!(!of_both.contains_key("code") && both.table(&"people".into()).is_some_and(|table| table.hidden_columns.contains("code")));
        for (column, mask) in masks(&ana).iter().chain(&masks(&ben)).filter(|(column, _)| *column != "code") {
            assert!(of_both[column] <= *mask, "{column} shows no more than to either: {:?} and {mask:?}", of_both[column]);
        }
    }
}

#[test]
fn tables_without_a_view_are_there_for_those_who_write_the_model() {
    let mut world = world();
    world.grant("doc", "ben", ContentRole::Viewer);
    let table = |reach| TableRules { reach, ..TableRules::default() };
    let tables = [("named", TableReach::Named), ("read", TableReach::Read), ("unread", TableReach::Unread)];
    let rules = ModelRules { tables: tables.map(|(name, reach)| (name.into(), table(reach))).into(), ..ModelRules::default() };
    world.connection_role("data", "ben", ConnectionRole::Modeler);
    let dashboard = Door::Dashboard(document("doc"));
    for (who, kind, door, expected) in [
        ("ana", QueryKind::Sql, Door::Workbook, &["named"][..]),
        ("ana", QueryKind::AllViews, Door::Workbook, &["named", "read"]),
        ("ana", QueryKind::Topic, dashboard, &["named", "read"]),
        ("ana", QueryKind::Sql, dashboard, &["named"]),
        ("ben", QueryKind::Sql, Door::Workbook, &["named", "read", "unread"]),
        ("ben", QueryKind::Sql, dashboard, &["named"]),
    ] {
        let made = data_policy(&world.facts, &actor(who), connection("data"), &rules, kind, door).expect("a querier may");
        let there: Vec<&str> = made.tables().map(|(name, _)| name.as_str()).collect();
        assert_eq!(there, expected, "{who}: {kind:?} at {door:?}");
    }
}
