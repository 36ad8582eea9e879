//! What stands in an explanation: every source that counts, and nothing that does not.

use access::{
    Change, ColumnPredicate, ColumnRule, Door, FieldRule, GrantExpr, Hub, Instance, LinkFacts, LinkMode, LinkRight, ModelRules,
    PublicLinks, QueryKind, Reason, RowRule, Setting, TableName, TableRules, Target, TileAsk, TopicRules, Verb, causes, data_policy,
    decide, table_rules, topic_rows,
};
use vocab::{Ability, AttributeValue, ConnectionRole, ContentRole, ModelName};

use crate::world::{World, actor, connection, document, link, node, report, text, user};

fn world() -> World {
    let mut world = World::new();
    world
        .users("ana ben eve")
        .admin("max")
        .group("g", "ben")
        .put("f_1", "shared", "ana")
        .put("doc", "f_1", "ana")
        .connection("data", ConnectionRole::Viewer);
    world.grant("doc", "@g", ContentRole::Viewer);
    world.apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::SignedIn)));
    let (id, rights) = (link("l"), [LinkRight::View].into());
    let link = LinkFacts {
        id,
        document: document("doc"),
        report: report("r"),
        mode: LinkMode::Everyone,
        rights,
        attributes: [].into(),
        enabled: true,
    };
    world.apply(Change::LinkPut { link });
    world
}

#[test]
fn explanations_name_what_counts_and_nothing_else() {
    let doc: Target = node("doc").into();
    let cases: &[(&str, Verb, Target, &[&str])] = &[
        ("ben", Verb::View, doc, &["content_source"]),
        ("ben", Verb::Edit, doc, &["content_role", "content_source"]),
        ("ben", Verb::Download, doc, &["content_source", "ability_on"]),
        ("ben", Verb::ViewWorkbook, doc, &["content_role", "content_source"]),
        ("ben", Verb::Own, doc, &["owner_only", "content_source"]),
        ("ben", Verb::Browse, node("f_1").into(), &["name_only"]),
        ("ben", Verb::View, node("f_1").into(), &["content_role"]),
        ("eve", Verb::View, doc, &["not_found"]),
        ("ana", Verb::View, doc, &["content_source", "content_source"]),
        ("max", Verb::View, doc, &["admin"]),
        ("nobody", Verb::View, doc, &["not_signed_in"]),
        ("eve", Verb::View, Target::Link(link("l")), &["link_open"]),
        ("ben", Verb::View, Target::Link(link("l")), &["content_source", "link_open"]),
        ("eve", Verb::Download, Target::Link(link("l")), &["link_right", "ability_on"]),
        ("eve", Verb::Manage, Target::Link(link("l")), &["not_found"]),
        ("ana", Verb::Manage, Target::Link(link("l")), &["content_source", "content_source"]),
        ("eve", Verb::View, connection("data").into(), &["connection_source"]),
        ("eve", Verb::QueryTopics, connection("data").into(), &["connection_role", "connection_source"]),
        ("eve", Verb::View, connection("none").into(), &["not_found"]),
        ("eve", Verb::Edit, connection("data").into(), &["not_applicable", "connection_source"]),
        ("eve", Verb::Create, Target::Hub(Hub::Shared), &["hub_open"]),
        ("eve", Verb::Browse, Target::Hub(Hub::Shared), &["member"]),
        ("eve", Verb::Manage, Target::Hub(Hub::Shared), &["not_applicable"]),
        ("eve", Verb::Create, Target::Hub(Hub::Personal(user("eve"))), &["member"]),
        ("eve", Verb::Browse, Target::Hub(Hub::Personal(user("ana"))), &["not_found"]),
        ("max", Verb::Browse, Target::Hub(Hub::Personal(user("ana"))), &["admin"]),
        ("max", Verb::Create, Target::Hub(Hub::Personal(user("ana"))), &["owner_only", "admin"]),
        ("eve", Verb::SeePeople, Target::from(Instance), &["member"]),
        ("eve", Verb::Administer, Target::from(Instance), &["admins_only"]),
        ("max", Verb::Administer, Target::from(Instance), &["admin"]),
        ("eve", Verb::Edit, Target::from(Instance), &["not_applicable"]),
        ("max", Verb::Edit, Target::from(Instance), &["not_applicable", "admin"]),
    ];
    let world = world();
    for (who, verb, target, expected) in cases {
        let decision = decide(&world.facts, &actor(who), *verb, *target);
        let codes: Vec<&str> = decision.because.iter().map(Reason::code).collect();
        assert_eq!(codes, *expected, "{who} {verb:?} {target:?}");
    }
    let mut world = world;
    world.apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::Anyone)));
    let visitor = |verb| decide(&world.facts, &actor("link:l"), verb, Target::Link(link("l"))).because;
    assert_eq!(visitor(Verb::View), [Reason::LinkOpen(LinkMode::Everyone)]);
    assert_eq!(visitor(Verb::Download), [Reason::LinkRightMissing]);
    // With the ability that lowers what is needed, the ability is what speaks for it.
    world.apply(Change::AbilityPut { document: document("doc"), ability: Ability::ViewWorkbook, on: true });
    let codes: Vec<_> = decide(&world.facts, &actor("ben"), Verb::ViewWorkbook, node("doc")).because.iter().map(Reason::code).collect();
    assert_eq!(codes, ["content_source", "ability_on"]);
}

fn name(text: &str) -> ModelName {
    text.parse().expect("a name")
}

/// `open` has no rules, `ruled` a policy, `guarded` a grant; and a topic of each kind.
fn model() -> (ModelRules, [TopicRules; 3]) {
    let staff = access::AccessGrant { user_attribute: name("team"), allowed_values: vec![text("staff")], access_boostable: false };
    let rule = |like| ColumnRule { column: "carrier".to_owned(), user_attribute: name("carrier"), values_for_unfiltered: Vec::new(), like };
    let ruled = TableRules { row_policies: vec![rule(false)], ..TableRules::default() };
    let guarded = TableRules { required: GrantExpr::parse(["staff"]).expect("an expression"), ..TableRules::default() };
    let tables = [("open".into(), TableRules::default()), ("ruled".into(), ruled), ("guarded".into(), guarded)].into();
    let rules = ModelRules { grants: [(name("staff"), staff)].into(), tables };
    let filter = FieldRule {
        field: "t.carrier".parse().expect("a field"),
        user_attribute: name("carrier"),
        values_for_unfiltered: vec![text("*")],
        like: false,
    };
    let required = GrantExpr::parse(["staff"]).expect("an expression");
    let topics = [
        TopicRules::default(),
        TopicRules { required: GrantExpr::open(), access_filters: vec![filter] },
        TopicRules { required, access_filters: Vec::new() },
    ];
    (rules, topics)
}

#[test]
fn rows_are_told_of_what_has_rules_and_of_nothing_else() {
    let (rules, [open, filtered, guarded]) = model();
    let mut world = world();
    world.attribute("carrier", true, None).attribute("team", false, None).value("ana", "carrier", &["UA"]).value("ben", "team", &["staff"]);
    let tables = |world: &World, who: &str| table_rules(&world.facts, &actor(who), &rules, Door::Workbook);
    let ana = tables(&world, "ana");
    assert_eq!(ana.keys().map(TableName::as_str).collect::<Vec<_>>(), ["guarded", "ruled"]);
    let one = |column: &str| RowRule::Where(vec![ColumnPredicate::OneOf { column: column.to_owned(), values: vec![text("UA")] }]);
    assert_eq!(ana[&"ruled".into()].rows, one("carrier"));
    assert_eq!(ana[&"guarded".into()].rows, RowRule::Refused(Reason::GrantMissing { item: "staff".to_owned() }));
    assert_eq!(tables(&world, "ben")[&"guarded".into()].rows, RowRule::All);
    let topic = |who: &str, topic: &TopicRules| topic_rows(&world.facts, &actor(who), topic, &rules, Door::Workbook);
    assert_eq!(topic("ana", &open), None);
    assert_eq!(topic("ana", &filtered), Some(one("t.carrier")));
    assert_eq!(topic("ben", &filtered), Some(RowRule::Refused(Reason::MissingAttribute(name("carrier")))));
    assert_eq!(topic("ben", &guarded), Some(RowRule::All));
    assert_eq!(topic("ana", &guarded), Some(RowRule::Refused(Reason::GrantMissing { item: "staff".to_owned() })));
}

#[test]
fn every_cause_is_named_once_and_in_the_order_of_the_questions() {
    let (mut rules, [_, filtered, _]) = model();
    rules.tables.get_mut(&"ruled".into()).expect("a table").required = GrantExpr::parse(["staff", "board"]).expect("an expression");
    let mut world = world();
    world.attribute("carrier", true, None).attribute("team", false, None);
    let tables = [TableName::from("ruled"), "guarded".into(), "not in the model".into()].into();
    let guards = [GrantExpr::parse(["staff"]).expect("an expression")];
    let ask = TileAsk {
        connection: connection("data"),
        rules: &rules,
        kind: QueryKind::Sql,
        topic: Some(&filtered),
        guards: &guards,
        tables: &tables,
    };
    let codes = |world: &World| -> Vec<String> {
        let found = causes(&world.facts, &actor("ben"), &ask, Door::Dashboard(document("doc")));
        found
            .iter()
            .map(|reason| match reason {
                Reason::GrantMissing { item } => format!("{} {item}", reason.code()),
                Reason::MissingAttribute(name) => format!("{} {name}", reason.code()),
                other => other.code().to_owned(),
            })
            .collect()
    };
    assert_eq!(codes(&world), ["query_kind", "access_grant staff", "missing_attribute carrier", "access_grant board"]);
    world.connection_role("data", "ben", ConnectionRole::Querier).value("ben", "team", &["staff"]);
    assert_eq!(codes(&world), ["missing_attribute carrier", "access_grant board"]);
    world.value("ben", "carrier", &["UA"]);
    assert_eq!(codes(&world), ["access_grant board"]);
}

/// T100: whatever is missing, a condition never turns into none: taking a grant's declaration or an attribute away opens nothing.
#[test]
fn t100_what_is_not_known_any_more_opens_nothing() {
    let (rules, topics) = model();
    let mut world = world();
    world.connection("data", ConnectionRole::Querier).attribute("carrier", true, None).attribute("team", false, None);
    world.value("ben", "carrier", &["UA"]).value("ben", "team", &["staff"]);
    let rows = |world: &World, rules: &ModelRules| -> Vec<RowRule> {
        let policy =
            data_policy(&world.facts, &actor("ben"), connection("data"), rules, QueryKind::Sql, Door::Workbook).expect("a querier may");
        let tables = ["ruled", "guarded"].map(|table| policy.table(&table.into()).expect("the model speaks of it").rows.clone());
        let topics =
            topics[1..].iter().map(|topic| topic_rows(&world.facts, &actor("ben"), topic, rules, Door::Workbook).expect("it has rules"));
        tables.into_iter().chain(topics).collect()
    };
    let refused = |rules: &[RowRule]| rules.iter().map(|rule| matches!(rule, RowRule::Refused(_))).collect::<Vec<_>>();
    assert_eq!(refused(&rows(&world, &rules)), [false; 4]);
    let undeclared = ModelRules { grants: [].into(), ..rules.clone() };
    assert_eq!(refused(&rows(&world, &undeclared)), [false, true, false, true], "a grant that is not declared is held by nobody");
    for (attribute, expected) in [("carrier", [true, false, true, false]), ("team", [false, true, false, true])] {
        let mut world = self::world();
        world.connection("data", ConnectionRole::Querier).attribute("carrier", true, None).attribute("team", false, None);
        world.value("ben", "carrier", &["UA"]).value("ben", "team", &["staff"]);
        world.apply(Change::AttributeRemoved { name: name(attribute) });
        assert_eq!(refused(&rows(&world, &rules)), expected, "without the attribute {attribute}");
    }
    // No value, however it looks, is one of those that lift a filter.
    for odd in ["", " *", "* ", "%", "null", "NULL", "*\0"] {
        world.value("ben", "carrier", &[odd]);
        assert!(matches!(&rows(&world, &rules)[2], RowRule::Where(predicates) if predicates.len() == 1), "{odd:?}");
    }
}

/// Two orders of one set of numbers are one set.
#[test]
fn t61_the_order_of_values_makes_no_difference() {
    let mut world = World::new();
    world.users("ana").connection("data", ConnectionRole::Querier);
    world.apply(Change::AttributePut { name: name("n"), kind: vocab::AttributeKind::Number, multiple: true, default: None });
    let rule = ColumnRule { column: "c".to_owned(), user_attribute: name("n"), values_for_unfiltered: Vec::new(), like: false };
    let rules = ModelRules {
        tables: [("t".into(), TableRules { row_policies: vec![rule], ..TableRules::default() })].into(),
        ..ModelRules::default()
    };
    let mut prints = std::collections::BTreeSet::new();
    for values in [[0.0, -0.0, 2.0, 1.5], [-0.0, 0.0, 1.5, 2.0], [2.0, 1.5, 0.0, -0.0], [1.5, -0.0, 2.0, 0.0]] {
        let values = values.map(AttributeValue::Number).to_vec();
        world.apply(Change::AttributeValuePut { holder: user("ana").into(), name: name("n"), values });
        let policy =
            data_policy(&world.facts, &actor("ana"), connection("data"), &rules, QueryKind::Sql, Door::Workbook).expect("a querier may");
        prints.insert(policy.fingerprint().to_vec());
    }
    assert_eq!(prints.len(), 1);
}
