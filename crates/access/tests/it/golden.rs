//! Who may do what, as committed tables: a change of policy is read as a diff. `UPDATE=1` writes them anew.

use std::fmt::Write;
use std::path::Path;

use access::{
    Actor, Change, Door, Facts, Hub, Instance, LinkFacts, LinkMode, LinkRight, ModelRules, PublicLinks, QueryKind, Setting, Target, Verb,
};
use vocab::{Ability, ConnectionRole, ContentRole};

use crate::world::{World, actor, connection, document, link, node, report, user};

#[track_caller]
pub(crate) fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, found).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name} differs; look at it, then run again with UPDATE=1\n{found}");
}

/// One line per verb that anybody has, one column per actor; `+` yes, `-` no, blank hidden.
fn table(facts: &Facts, title: &str, object: Target, actors: &[(&str, Actor)]) -> String {
    let mut out = format!("{title}\n{:18}", "");
    let width = actors.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, _) in actors {
        let _ = write!(out, " {name:>width$}");
    }
    out.push('\n');
    for verb in Verb::ALL {
        let decisions: Vec<_> = actors.iter().map(|(_, actor)| access::decide(facts, actor, *verb, object)).collect();
        let says_nothing = |decision: &access::Decision| {
            let beside_the_point = ["not_applicable", "not_signed_in", "deactivated"];
            decision.hidden || decision.because.first().is_some_and(|reason| beside_the_point.contains(&reason.code()))
        };
        if decisions.iter().all(says_nothing) {
            continue;
        }
        let mut line = format!("{:18}", format!("{verb:?}"));
        for decision in decisions {
            let mark = if decision.allowed() {
                "+"
            } else if decision.hidden {
                ""
            } else {
                "-"
            };
            let _ = write!(line, " {mark:>width$}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    out
}

const PEOPLE: [(&str, &str); 8] = [
    ("nobody", "nobody"),
    ("gone", "gone"),
    ("none", "none"),
    ("viewer", "viewer"),
    ("editor", "editor"),
    ("manager", "manager"),
    ("owner", "owner"),
    ("admin", "admin"),
];

fn people() -> Vec<(&'static str, Actor)> {
    PEOPLE.iter().map(|(title, name)| (*title, actor(name))).chain([("visitor", actor("link:open"))]).collect()
}

fn world() -> World {
    let mut world = World::new();
    world.users("none viewer editor manager owner").admin("admin").put_user("gone", true, false);
    world
        .put("f_folder", "shared", "owner")
        .put("doc", "f_folder", "owner")
        .put("f_closed", "shared", "owner")
        .put("open", "f_closed", "owner");
    for (name, role) in [("viewer", ContentRole::Viewer), ("editor", ContentRole::Editor), ("manager", ContentRole::Manager)] {
        world.grant("f_folder", name, role).grant("open", name, role);
    }
    world.apply(Change::SettingPut(Setting::PublicLinks(PublicLinks::Anyone)));
    let rights = [LinkRight::View, LinkRight::DownloadData].into();
    let (id, mode) = (link("open"), LinkMode::Everyone);
    let link = LinkFacts { id, document: document("doc"), report: report("first"), mode, rights, attributes: [].into(), enabled: true };
    world.apply(Change::LinkPut { link });
    world
}

#[test]
fn roles() {
    let mut world = world();
    let people = people();
    let mut out = String::from("+ allowed   - refused (403)   blank hidden (404)\n\n");
    out += &table(&world.facts, "folder, granted on it", node("f_folder").into(), &people);
    out += &table(&world.facts, "document in it, abilities as they come", node("doc").into(), &people);
    out += &table(&world.facts, "report of the document", Target::Report(document("doc"), report("first")), &people);
    out += &table(&world.facts, "another report of the document", Target::Report(document("doc"), report("second")), &people);
    out += &table(&world.facts, "folder, granted on a document in it", node("f_closed").into(), &people);
    out += &table(&world.facts, "report link, open for everyone", Target::Link(link("open")), &people);
    out += &table(&world.facts, "root of Shared", Target::Hub(Hub::Shared), &people);
    out += &table(&world.facts, "the owner's own documents", Target::Hub(Hub::Personal(user("owner"))), &people);
    out += &table(&world.facts, "the instance", Target::from(Instance), &people);
    out += &table(&world.facts, "a document that is not there", node("no such").into(), &people);
    for ability in Ability::ALL {
        let on = *ability == Ability::ViewWorkbook;
        world.apply(Change::AbilityPut { document: document("doc"), ability: *ability, on });
    }
    out += &table(&world.facts, "document, every ability but view_workbook off", node("doc").into(), &people);
    out += &table(&world.facts, "report link, abilities off", Target::Link(link("open")), &people);
    world.trash("f_folder", true);
    out += &table(&world.facts, "document in a folder in the trash", node("doc").into(), &people);
    out += &table(&world.facts, "report link of a document in the trash", Target::Link(link("open")), &people);
    world.trash("f_folder", false);
    for (title, setting) in [
        ("report link, public links for people with a login", Setting::PublicLinks(PublicLinks::SignedIn)),
        ("report link, public links off", Setting::PublicLinks(PublicLinks::Off)),
    ] {
        world.apply(Change::SettingPut(setting));
        out += &table(&world.facts, title, Target::Link(link("open")), &people);
    }
    world.apply(Change::SettingPut(Setting::ContentOrganization(false)));
    out += &table(&world.facts, "root of Shared, members may not add", Target::Hub(Hub::Shared), &people);
    check("roles.txt", &out);
}

#[test]
fn connections() {
    let mut world = world();
    world.connection("data", ConnectionRole::NoAccess);
    let mut actors: Vec<(&str, Actor)> = Vec::new();
    for role in ConnectionRole::ALL {
        world.users(role.as_str()).connection_role("data", role.as_str(), *role).grant("doc", role.as_str(), ContentRole::Viewer);
        actors.push((role.as_str(), actor(role.as_str())));
    }
    for role in [ConnectionRole::NoAccess, ConnectionRole::Viewer, ConnectionRole::RestrictedQuerier] {
        let name = format!("b_{role}");
        world.users(&name).connection_role("data", &name, role);
        let grant = Change::GrantPut { node: node("doc"), principal: user(&name).into(), role: ContentRole::Viewer, boost: true };
        world.apply(grant);
    }
    let boosted = ["b_no_access", "b_viewer", "b_restricted_querier"];
    actors.extend(boosted.map(|name| (name, actor(name))));
    actors.extend([("outsider", actor("none")), ("admin", actor("admin")), ("visitor", actor("link:open")), ("nobody", actor("nobody"))]);

    let mut out = String::from("+ allowed   - refused (403)   blank hidden (404)   b_ with a boosted grant\n\n");
    let doors = [("workbook", Door::Workbook), ("dashboard", Door::Dashboard(document("doc"))), ("link", Door::Link(link("open")))];
    out += &format!("{:22}", "");
    let pairs = doors.iter().flat_map(|door| QueryKind::ALL.iter().map(move |kind| (*door, *kind)));
    for (door, _) in doors {
        let _ = write!(out, "| {:<64}", door);
    }
    out = out.trim_end().to_owned() + &format!("\n{:22}", "");
    for (at, (_, kind)) in pairs.clone().enumerate() {
        let _ = write!(out, "{}{:<12} ", if at % QueryKind::ALL.len() == 0 { "| " } else { "" }, kind.as_str());
    }
    out = out.trim_end().to_owned() + "\n";
    for (name, actor) in &actors {
        let mut line = format!("{name:22}");
        for (at, ((_, door), kind)) in pairs.clone().enumerate() {
            let mark = match access::data_policy(&world.facts, actor, connection("data"), &ModelRules::default(), kind, door) {
                Ok(_) => "+",
                Err(denied) if denied.hidden => "",
                Err(_) => "-",
            };
            let _ = write!(line, "{}{mark:<12} ", if at % QueryKind::ALL.len() == 0 { "| " } else { "" });
        }
        out += line.trim_end();
        out.push('\n');
    }
    out.push('\n');
    out += &table(&world.facts, "the connection itself", Target::Connection(connection("data")), &actors);
    check("connections.txt", &out);
}
