//! Every code of a refusal, with what it means and what to do. `docs/errors.md` and the page `/api/docs` are made from this list.

use std::fmt::Write;

/// One code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// Stable.
    pub code: &'static str,
    /// The status that answers of this code have; 422 for those that stand in `errors` alone.
    pub status: u16,
    /// What happened.
    pub title: &'static str,
    /// Why it happens.
    pub cause: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// What is known of a code.
pub(crate) fn about(code: &str) -> Option<&'static Known> {
    ALL.iter().find(|known| known.code == code)
}

/// The list as a page of the documentation.
pub(crate) fn markdown() -> String {
    let mut page = String::from(
        "# Error codes\n\n\
         Made from `crates/server/src/codes.rs` by `UPDATE=1 cargo nextest run -p server errors`; do not edit.\n\n\
         Every refusal is `application/problem+json` (RFC 9457) with one of these codes.\n\
         The codes are stable; the texts may change.\n\
         What does not exist and what you may not see answer alike, with `not_found`.\n",
    );
    for known in ALL {
        let _ = write!(
            page,
            "\n## {}\n\n{} (status {}).\n\nWhy: {}\n\nWhat to do: {}\n",
            known.code, known.title, known.status, known.cause, known.remedy
        );
    }
    page.push_str(
        "\n## Reasons for a yes\n\n\
         `explain` gives reasons for what is allowed as well. These are never the code of a refusal.\n\n",
    );
    for (code, meaning) in REASONS {
        let _ = writeln!(page, "- `{code}`: {meaning}");
    }
    page
}

/// What speaks for somebody, in explanations.
const REASONS: &[(&str, &str)] = &[
    ("admin", "they administer the instance."),
    ("content_source", "a content role, and where it comes from."),
    ("ability_on", "the ability is on, on this document and on the instance."),
    ("hub_open", "members may add content at the root of Shared."),
    ("name_only", "something inside is shared with them, so the folder's name shows and nothing else of it."),
    ("link_open", "the report link lets them in."),
    ("connection_source", "a role on the connection, and what gives it."),
    ("boosted", "a boosted grant lets them see tiles of every kind in reports of the document."),
    ("member", "anyone with a login may."),
];

const fn known(code: &'static str, status: u16, title: &'static str, cause: &'static str, remedy: &'static str) -> Known {
    Known { code, status, title, cause, remedy }
}

/// All of them: signing in, access, the request itself, versions, clashes, bodies, queries, models, the server.
#[rustfmt::skip]
pub(crate) const ALL: &[Known] = &[
    known("not_signed_in", 401, "Not signed in", "There is no session, or it has ended.", "Sign in and try again."),
    known("wrong_credentials", 401, "Wrong address or password", "No active person has this address with this password; which of the two is wrong is not said.", "Check both, or ask an admin for a new password."),
    known("wrong_setup_code", 403, "Wrong set-up code", "The code is not the one that the server printed when it started.", "Copy the code from the server's log."),
    known("no_passwords", 403, "Not by a password", "People sign in here through the organization's provider alone.", "Use the button of the provider on the sign-in page."),
    known("oidc_unreachable", 503, "The provider does not answer", "The sign-in provider cannot be reached, or does not answer as one.", "Try again in a moment; the server's log has the reason."),
    known("oidc_stale", 403, "Not this sign-in", "It was not begun in this browser, was used already, or took longer than ten minutes.", "Begin again on the sign-in page."),
    known("oidc_cancelled", 403, "Cancelled at the provider", "Somebody said no at the provider.", "Begin again on the sign-in page."),
    known("oidc_unproved", 403, "Not proved", "What the provider sent does not prove who signed in.", "Begin again; the server's log has the reason."),
    known("oidc_email_unverified", 403, "E-mail address not verified", "The provider does not vouch for the e-mail address.", "Verify the address at the provider, then begin again."),
    known("oidc_unknown_person", 403, "No account here", "Nobody here is this person, and signing in does not make an account.", "Ask an admin to add and invite you."),
    known("oidc_email_taken", 403, "Account not linked", "Somebody here has this e-mail address and does not sign in through the provider yet. An address alone links nobody.", "Sign in with the password and link the account on the account page, or ask an admin for an invitation."),
    known("oidc_deactivated", 403, "Account deactivated", "An admin has switched the account off.", "Ask an admin."),
    known("oidc_claim_unfit", 403, "Attribute does not fit", "What the provider says of the person does not fit the attribute's type or number of values.", "Ask an admin; the audit log and the provider's claims show which one."),
    known("oidc_somebody_else", 403, "Somebody else's account", "The account at the provider has another address, or is linked with somebody else here.", "Sign out at the provider and begin again with your own account."),
    known("too_many_attempts", 429, "Too many attempts", "Somebody guessed too often with this address or from this place.", "Wait as long as `Retry-After` says."),
    known("not_found", 404, "Nothing here", "There is nothing here, or it is not shared with you.", "Check the address, or ask whoever sent it to share it with you."),
    known("forbidden", 403, "Not allowed", "You may see this, and not do what you asked for.", "The detail says what is missing."),
    known("deactivated", 403, "Account deactivated", "An admin has switched the account off.", "Ask an admin."),
    known("content_role", 403, "Content role too weak", "Your role on the folder or document does not cover this.", "Ask one of its managers for the role that the detail names."),
    known("owner_only", 403, "Only for the owner", "Only the owner of it may do this.", "Ask the owner, or have the ownership transferred."),
    known("ability_off", 403, "Switched off on this document", "The document's managers do not let anybody do this.", "Ask a manager to switch the ability on."),
    known("ability_unavailable", 403, "Switched off on this instance", "The admins do not let anybody do this.", "Ask an admin to make the ability available."),
    known("trashed", 403, "In the trash", "What lies in the trash cannot be used.", "Restore it first."),
    known("admins_only", 403, "Only for admins", "Only admins of the instance may do this.", "Ask an admin."),
    known("content_organization_off", 403, "Not at the root of Shared", "Members may not add content at the root of Shared.", "Add it to a folder where you are editor or more."),
    known("stop_inheriting_off", 403, "Not on this instance", "The admins do not let anything stop inheriting from its folder.", "Ask an admin to allow it in the settings."),
    known("not_applicable", 403, "Not with this kind of thing", "The action does not go with a thing of this kind.", "Use it on something else."),
    known("others_content", 403, "Not yours", "This can be done with one's own content alone.", "Ask its owner."),
    known("too_deep", 409, "Nested too deep", "Folders can be nested 7 deep, and groups not without end.", "Put it further up."),
    known("connection_role", 403, "Connection role too weak", "Your role on the connection does not cover this.", "Ask somebody who administers the connection."),
    known("query_kind", 403, "Kind of query not allowed", "Your connection role does not cover queries of this kind at this place.", "Use a topic, or ask for the role that the detail names."),
    known("workbook_topics_only", 403, "Only what is built on topics", "Who may only look at the workbook sees what is built on a topic.", "Ask a manager for the role editor."),
    known("link_right", 403, "Not with this link", "The link does not allow this.", "Ask whoever gave you the link."),
    known("missing_attribute", 403, "No value for an attribute", "Rows depend on a user attribute that has no value for you.", "Ask an admin to set it for you or for one of your groups."),
    known("attribute_clash", 403, "Two values for an attribute", "Your groups give different values to an attribute that holds one.", "Ask an admin to set it for you."),
    known("access_grant", 403, "Access grant not held", "The model shows this only to holders of a grant.", "Ask an admin to set the attribute that the grant looks at."),
    known("tenant_unassigned", 403, "No data assigned", "No row of the report's tenant table is yours.", "Ask whoever manages the report for a row."),
    known("tenant_field", 403, "Cannot be limited", "The report's tenant table limits a field that this tile's data do not have.", "Build the tile on a topic that has the field."),
    known("tenant_sql", 403, "SQL cannot be limited", "The report's tenant table limits rows, which is not done to a tile in SQL.", "Build the tile on a topic."),
    known("boost_unavailable", 403, "AccessBoost is off", "AccessBoost is switched off on this instance; flags that are set have no effect.", "Ask an admin to make it available."),
    known("boost_not_yours", 403, "AccessBoost is not yours to set", "Admins set it; where the instance lets members, managers of the content who are querier or more on every connection that it uses.", "Ask an admin, or for the connection role."),
    known("table_refused", 403, "Table not for you", "The rules of the model keep you from reading this table.", "The detail says which rule, and what would change it."),
    known("topic_denied", 403, "Topic not for you", "The rules of the model keep you from using this topic.", "Ask an admin to set the attribute that the rule looks at."),
    known("view_as_read_only", 403, "Only looking", "While you see as somebody else, nothing is changed and nothing is downloaded.", "Leave the view in the banner and try again as yourself."),
    known("token_scope", 403, "Scope of the token too narrow", "The token's scope does not cover this, whatever its person may do.", "Make a token with the scope `edit` or `admin`."),
    known("session_needed", 403, "Not with a token", "One's own account is changed by the signed-in person alone.", "Sign in on the page and do it there."),
    known("origin_missing", 403, "No origin", "A change that is proved by a cookie must say which page asked for it.", "Send the header `Origin` with the address of this server."),
    known("origin_foreign", 403, "From another site", "Another site asked for a change in your name.", "Do it on the page of this server."),

    known("malformed_json", 400, "Malformed JSON", "The body is not JSON.", "The detail has line and column of the first fault."),
    known("body_broken", 400, "Broken body", "The body ended too early or cannot be read.", "Send it again."),
    known("unknown_parameter", 400, "Unknown query parameter", "The address has a parameter that this route does not know.", "Remove it, or look for its right name in the documentation."),
    known("parameter_invalid", 400, "Query parameter not understood", "A parameter has a value that it cannot have.", "The detail says what was expected."),
    known("bad_cursor", 400, "Unknown cursor", "The cursor was not given by this list.", "Start again without a cursor."),
    known("version_invalid", 400, "Version not understood", "`If-Match` must hold one version in quotes.", "Send what `ETag` had."),
    known("idempotency_key_invalid", 400, "Key not understood", "`Idempotency-Key` must hold 1 to 64 visible ASCII characters.", "Send such a key, or none."),
    known("idempotency_key_reused", 422, "Key used for something else", "The same `Idempotency-Key` came with another request before.", "Use a new key for a new request."),
    known("idempotency_busy", 503, "Still under way", "The first request with this `Idempotency-Key` has no answer yet.", "Wait as long as `Retry-After` says and send it again."),
    known("method_not_allowed", 405, "Wrong method", "This address does not answer this method.", "`Allow` names the methods that it answers."),
    known("not_acceptable", 406, "No such format", "None of the formats in `Accept` can be sent.", "Ask for one that the detail names."),
    known("body_too_large", 413, "Body too large", "The body is longer than this route takes.", "Send less."),
    known("media_type", 415, "Wrong content type", "`Content-Type` is not one that this route takes.", "Send what the detail names."),

    known("version_required", 428, "Version missing", "A save must name the version that it starts from.", "Send `If-Match` with what `ETag` had."),
    known("version_clash", 412, "Saved by somebody else", "Somebody saved in between; nothing of theirs or yours is lost.", "Merge with what the answer holds, and save over its version."),
    known("identifier_taken", 409, "Identifier taken", "Another document has, or had, this identifier.", "Choose another."),
    known("email_taken", 409, "Address taken", "Somebody with this address is here already.", "Use another address, or change that person."),
    known("name_taken", 409, "Name taken", "Something of this kind has this name.", "Choose another."),
    known("below_inherited", 409, "Below what is inherited", "A folder above gives the same people more than this.", "Give at least the inherited role, or change it on the folder."),
    known("group_cycle", 409, "Group inside itself", "The group would contain itself.", "The detail names the chain; break it elsewhere first."),
    known("folder_cycle", 409, "Folder inside itself", "A folder cannot stand inside itself.", "Choose another place."),
    known("groups_too_deep", 409, "Groups nested too deep", "Groups can be nested only so deep.", "Put people into a group further up."),
    known("folders_too_deep", 409, "Folders nested too deep", "Folders can be nested 7 deep.", "Put it further up."),
    known("folder_not_empty", 409, "Folder not empty", "Something still stands in the folder.", "Move or trash that first."),
    known("unknown_reference", 409, "Gone in between", "Something that the change names is not there any more.", "Load the page again."),
    known("invalid_change", 409, "Not possible", "The change does not fit what is there.", "Load the page again."),
    known("in_use", 409, "Still in use", "Something else needs it.", "The detail names what; change that first."),
    known("last_admin", 409, "The last admin", "Nobody could administer the instance any more.", "Make somebody else an admin first."),
    known("owns_content", 409, "Owns content", "This person owns content that would have no owner.", "Give it another owner first."),
    known("owned_by_folder", 409, "Owned through its folder", "A folder in a folder belongs to whom that one belongs to.", "Transfer the folder above, or make this one stand alone first."),
    known("request_answered", 409, "Answered already", "Somebody has answered this request meanwhile.", "Load the page again."),
    known("foreign_into_personal", 409, "Not yours to take", "Content of somebody else cannot be moved into personal documents.", "Move it into a shared folder."),

    known("invalid", 422, "Several faults", "The body is well-formed, and some of it is wrong.", "`errors` names every fault with its place."),
    known("property_unknown", 422, "Unknown property", "The body has a property that is not known here.", "Remove it, or look for its right name in the documentation."),
    known("property_missing", 422, "Missing property", "The body lacks a property.", "Add it."),
    known("property_twice", 422, "Property twice", "The body has a property twice.", "Keep one."),
    known("type_wrong", 422, "Wrong type", "A property has a value of the wrong type.", "The detail says what was expected."),
    known("in_the_past", 422, "In the past", "What should last until then has ended already.", "Name a moment that is still to come, or none."),
    known("wrong_password", 422, "Wrong present password", "What was given as the present password is not it.", "Type it again; an admin can set a new one."),
    known("no_password_here", 422, "No password here", "The account signs in through the organization's provider, or has no password yet.", "Change the password at the provider, or use the invitation."),
    known("signs_in_elsewhere", 422, "Signs in elsewhere", "The person signs in through the organization's provider and gets no password here.", "Let them sign in through the provider."),
    known("deactivated_person", 422, "Deactivated", "The person is deactivated.", "Activate them first."),
    known("csv_invalid", 422, "Table not readable", "The text is not comma-separated values.", "The detail says where it stops being one."),
    known("one_of", 422, "One of several", "Exactly one of these properties is expected.", "Name one of them."),
    known("value_invalid", 422, "Value not possible", "A property has a value that it cannot have.", "The detail says what was expected."),
    known("invalid_value", 422, "Value not possible", "A property has a value that it cannot have.", "The detail says what was expected."),
    known("password_length", 422, "Password too short or too long", "Short passwords are guessed.", "Use a longer one; a few words will do."),
    known("name_reserved", 422, "Name reserved", "The instance itself uses this name.", "Choose another."),
    known("label_invalid", 422, "Label not possible", "A label is 1 to 120 characters on one line.", "Change it."),
    known("name_invalid", 422, "Name not possible", "The name has characters that it cannot have.", "Change it."),
    known("expires_in_past", 422, "Ends in the past", "A link that ended already opens for nobody.", "Choose a later time."),
    known("view_needed", 422, "Without the right to view", "Every other right of a link builds on `view`.", "Add it."),
    known("connection_unknown", 422, "Unknown connection", "There is no such connection, or you may not build on it.", "Choose another one, or ask for a connection role."),
    known("nothing_to_promote", 422, "Nothing to promote", "The workbook has no such model file of its own on this connection.", "Save the workbook's model first, or name one of its files."),
    known("promotion_breaks_tile", 422, "A tile would break", "After the promotion a tile of the document would have no answer.", "Promote the files that the tile needs along, or change the tile."),
    known("file_name_invalid", 422, "File name not possible", "Model files have names such as `flights.view.yaml`.", "Change it."),
    known("id_invalid", 422, "Id not possible", "Ids have a form of their own.", "The detail says which."),
    known("id_duplicate", 422, "Id twice", "Two parts of the document have the same id.", "Give one of them another."),
    known("principal_unknown", 422, "Nobody like that", "There is no such person or group here.", "Choose somebody from the list."),
    known("not_manager", 422, "Not one of its managers", "Ownership goes to somebody who manages the thing.", "Give them the role manager first."),
    known("not_in_trash", 422, "Not in the trash", "Only what lies in the trash is removed for good.", "Put it in the trash first."),
    known("owner_not_granted", 422, "Ownership is not granted", "A thing has one owner, a person.", "Transfer the ownership."),
    known("unknown_column", 422, "Unknown column", "A header of the tenant table is not one that it can have.", "Use the headers that the detail lists."),
    known("column_twice", 422, "Column twice", "Two columns of the tenant table ask or limit the same.", "Put the values into one column, separated by `;`."),
    known("too_many_columns", 422, "Too many columns", "A tenant table has at most 64 columns.", "Leave some out."),
    known("too_many_rows", 422, "Too many rows", "A tenant table has at most 10,000 rows.", "Use groups, domains or attributes in place of single people."),
    known("row_length", 422, "Row of another length", "A row has more or fewer cells than the table has columns.", "Fill or cut the row."),
    known("cell_too_long", 422, "Cell too long", "A cell has at most 4,000 characters.", "Shorten it, or use several rows."),
    known("cell_without_values", 422, "Only separators", "The cell has separators and no value; taken for blank it would let in everybody.", "Leave it blank, or put in values."),
    known("one_value_only", 422, "One value only", "A range takes one value.", "Keep one."),
    known("not_limited", 403, "Cannot be limited", "Your rows are limited by a field that this query cannot be limited by.", "Ask the authors of the report."),
    known("boost_unavailable", 422, "Boost switched off", "AccessBoost is off on this instance.", "Leave it out, or ask an admin."),
    known("action_unknown", 422, "Unknown action", "There is no action of this name.", "Use one of the words that `can` holds."),
    known("attribute_unknown", 422, "Unknown attribute", "There is no user attribute of this name.", "Define it first."),
    known("attribute_not_held", 422, "Value not yours to give", "Nobody shares rows that they may not see.", "Use values that you hold, or ask an admin."),
    known("format_unknown", 422, "Unknown form", "The document was written by a newer server.", "Upgrade this server."),
    known("reports_empty", 422, "No report", "A document needs at least one report.", "Add one."),
    known("tabs_empty", 422, "No tab", "A report needs at least one tab.", "Add one."),
    known("layout_outside", 422, "Outside the grid", "A tile stands outside of the 12 columns.", "Move it."),
    known("tile_unknown", 422, "Unknown tile", "A filter names a tile that is not there.", "Remove the name."),
    known("tab_unknown", 422, "Unknown tab", "There is no tab of this id.", "Use one that the report has."),
    known("too_long", 422, "Too long", "A text is longer than allowed.", "Shorten it."),
    known("too_many", 422, "Too many", "There are more parts than allowed.", "Use fewer."),
    known("control_character", 422, "Invisible characters", "A name holds characters that cannot be seen.", "Remove them."),

    known("topic_unknown", 422, "Unknown topic", "The model has no such topic for you.", "The detail may name the nearest."),
    known("field_unknown", 422, "Unknown field", "The model has no such field for you.", "The detail may name the nearest."),
    known("filter_not_offered", 422, "Filter not offered", "The report does not offer this field as a filter.", "Use a field of its filters or tiles."),
    known("tile_without_data", 422, "Nothing to download", "The tile shows text and has no rows.", "Choose another tile."),
    known("grain_unknown", 422, "Unknown time frame", "The field has no such time frame.", "Use one that the detail names."),
    known("fields_empty", 422, "No field", "A query needs at least one field.", "Add one."),
    known("field_twice", 422, "Field twice", "The same column stands twice in the query.", "Remove one."),
    known("filter_op_invalid", 422, "Comparison not possible", "The operator does not go with the type of the field.", "Use another operator."),
    known("filter_value_invalid", 422, "Filter of the wrong type", "A value is not of the type of the field.", "The detail says what was expected."),
    known("sort_not_selected", 422, "Sort by a field that is not there", "A query is sorted by its own columns.", "Add the field, or remove the sort."),
    known("join_missing", 422, "No way to join", "No relationship of the model joins two of the views.", "Leave one out, or add a relationship to the model."),
    known("join_ambiguous", 422, "Several ways to join", "The model knows more than one way.", "Use a topic that says which."),
    known("primary_key_missing", 422, "No primary key", "The view has no primary key, and the query needs one to count right.", "Declare it in the model."),
    known("fanout", 422, "Would count twice", "A join would count rows of the measure several times over.", "Use fields of one grain, or add what the detail names to the model."),
    known("sql_empty", 422, "No SQL", "There is nothing, or only comments.", "Write a query."),
    known("sql_too_long", 422, "SQL too long", "The text is longer than can be planned safely.", "Shorten it."),
    known("sql_invalid", 422, "SQL not understood", "The query cannot be parsed or planned.", "The detail says where."),
    known("several_statements", 422, "Several statements", "One query at a time.", "Send them one by one."),
    known("not_a_query", 422, "Not a query", "Only SELECT, WITH and set operations are run; nothing here changes data.", "Write it as a query."),
    known("function_refused", 422, "Function not available", "The function reads what no rule covers, or does something.", "Write the query without it."),
    known("table_unknown", 422, "Unknown table", "There is no such table, or it is not for you.", "Look at the list of tables."),
    known("column_unknown", 422, "Unknown column", "There is no such column, or it is not for you.", "Look at the columns of the table."),
    known("too_complex", 422, "Too complex", "The query is nested deeper or longer than can be planned safely.", "Split it."),
    known("query_too_large", 422, "Too large", "A join would make too many rows.", "Join on a key, or filter first."),
    known("memory_limit", 422, "Too much memory", "The query needs more memory than one query may use.", "Filter it, or ask for fewer fields."),
    known("time_limit", 422, "Too slow", "The query took longer than one query may take.", "Filter it, or ask for less."),
    known("query_failed", 422, "Failed while it ran", "A value could not be computed. What the data said is left out on purpose.", "Check casts and divisions of the query."),
    known("file_invalid", 422, "Not a table", "The uploaded file is not what its type says.", "Check the file; nothing was changed."),
    known("no_model", 422, "No model in force", "Without a model there are no rules by which anybody could be answered.", "Somebody who may edit the model has to repair it."),
    known("model_invalid", 422, "Model with errors", "The model would not be whole; the one before stays in force.", "`diagnostics` names every fault with line and column."),

    known("busy", 503, "Busy", "Too much is running at the same time.", "Try again in a moment; `Retry-After` says when."),
    known("cancelled", 503, "Cancelled", "The query was stopped before it was done.", "Try again."),
    known("internal", 500, "Something went wrong", "A fault of the server.", "Try again; if it stays, give the request id to whoever runs the server."),
];
