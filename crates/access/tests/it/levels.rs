//! Abilities by their three levels and by role: every combination, with the expectation computed from access.md §3.

use std::fmt::Write;

use access::{Change, Reason, Verb, decide};
use vocab::{Ability, ContentRole};

use crate::world::{World, actor, document, node};

const WHO: [&str; 6] = ["no_access", "viewer", "editor", "manager", "owner", "admin"];

fn verb(ability: Ability) -> Verb {
    match ability {
        Ability::Download => Verb::Download,
        Ability::Schedule => Verb::Schedule,
        Ability::Drill => Verb::Drill,
        Ability::Analyze => Verb::Analyze,
        Ability::Duplicate => Verb::Duplicate,
        Ability::UploadData => Verb::UploadData,
        Ability::ViewWorkbook => Verb::ViewWorkbook,
        Ability::RequestAccess => Verb::RequestAccess,
    }
}

/// "It is on when available and on the document. They bind everybody, managers too."
fn expected(ability: Ability, available: bool, default: bool, own: Option<bool>, who: &str) -> &'static str {
    let on = available && own.unwrap_or(default);
    let off = if available { "ability_off" } else { "ability_unavailable" };
    let viewer = who == "viewer";
    match ability {
        // The only one for which it helps to have no access, and of no use to who may edit.
        Ability::RequestAccess => match who {
            "no_access" if on => "allowed",
            "no_access" => "not_found",
            "viewer" if on => "allowed",
            "viewer" => off,
            _ => "not_applicable",
        },
        _ if who == "no_access" => "not_found",
        // Not a switch for editors: it opens the workbook to viewers.
        Ability::ViewWorkbook if viewer && !on => "content_role",
        Ability::ViewWorkbook => "allowed",
        // Both take an editor, a copy because it shows the whole workbook (whose own ability is off here).
        Ability::Duplicate | Ability::UploadData if viewer => "content_role",
        _ if on => "allowed",
        _ => off,
    }
}

#[test]
fn abilities_by_level_and_role() {
    let mut out = String::from("What each role is told that asks for what the ability switches.\n\n");
    let _ = write!(out, "{:<16}{:<13}{:<11}{:<12}", "ability", "available", "default", "document");
    for who in WHO {
        let _ = write!(out, "| {who:<21}");
    }
    out.truncate(out.trim_end().len());
    for ability in Ability::ALL {
        for (available, default_on) in [(true, true), (true, false), (false, true), (false, false)] {
            for own in [None, Some(true), Some(false)] {
                let mut world = World::new();
                world.users("no_access viewer editor manager owner").admin("admin").put("doc", "shared", "owner");
                for role in [ContentRole::Viewer, ContentRole::Editor, ContentRole::Manager] {
                    world.grant("doc", role.as_str(), role);
                }
                world.apply(Change::AbilitySettingPut { ability: *ability, available, default_on });
                if let Some(on) = own {
                    world.apply(Change::AbilityPut { document: document("doc"), ability: *ability, on });
                }
                let word = |on: bool| if on { "yes" } else { "no" };
                let _ = write!(out, "\n{:<16}{:<13}{:<11}", ability.as_str(), word(available), word(default_on));
                let _ = write!(out, "{:<12}", own.map_or("-", word));
                for who in WHO {
                    let decision = decide(&world.facts, &actor(who), verb(*ability), node("doc"));
                    let code = if decision.allowed() { "allowed" } else { decision.because.first().map_or("none", Reason::code) };
                    assert_eq!(
                        code,
                        expected(*ability, available, default_on, own, who),
                        "{ability} available={available} default={default_on} {own:?} {who}"
                    );
                    assert_eq!(decision.hidden, code == "not_found", "hidden exactly where it is as if it were not there");
                    let _ = write!(out, "| {code:<21}");
                }
                out.truncate(out.trim_end().len());
            }
        }
    }
    out.push('\n');
    crate::golden::check("levels.txt", &out);
}

#[test]
fn the_levels_are_read_as_they_were_set() {
    let mut world = World::new();
    world.users("ana").put("doc", "shared", "ana");
    let ability = Ability::Drill;
    assert!(world.facts.ability(document("doc"), ability), "as it comes");
    world.apply(Change::AbilitySettingPut { ability, available: true, default_on: false });
    assert!(!world.facts.ability(document("doc"), ability), "as the instance says");
    world.apply(Change::AbilityPut { document: document("doc"), ability, on: true });
    assert!(world.facts.ability(document("doc"), ability), "as the document says");
    assert!(world.facts.ability(document("doc"), Ability::Schedule), "and of no other");
    assert!(!world.facts.ability(document("none"), ability), "of what is not there nothing is on");
}
