// Made by `npm run gen` from crates/server/openapi.json. Do not edit.
export interface paths {
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the user attributes. */
        get: operations["list_attributes"];
        put?: never;
        /** Define an attribute. */
        post: operations["create_attribute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an attribute with its values. */
        delete: operations["delete_attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Values of many people from CSV: `email,attribute,value…`, one line for each; without values the own ones go. All lines are taken, or none. */
        post: operations["import_attributes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the audit log. */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log as JSON lines, oldest first, sent while it is read. */
        get: operations["export_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Go through the chain of hashes: a row that was removed or changed shows, and so does an end that was cut off. */
        get: operations["verify_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the provider sends the browser back to. */
        get: operations["finish_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to link an account here with the provider: the answer says where the browser goes, and its cookie is needed on the way back. */
        post: operations["link_oidc"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begin to sign in through the provider: for a browser to open, not for programs. */
        get: operations["start_oidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the connections that the caller may use. */
        get: operations["list_connections"];
        put?: never;
        /** Make a connection with a folder of its own. */
        post: operations["create_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a connection with its files. */
        delete: operations["delete_connection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read its model files and their diagnostics; the `ETag` is the version. */
        get: operations["read_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/model/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check model files without saving them. */
        post: operations["check_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/model/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save a model file; refused with every fault when the model would be broken. */
        put: operations["put_model_file"];
        post?: never;
        /** Delete a model file. */
        delete: operations["delete_model_file"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/model/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a workbook's own model into the shared one; refused with every fault. With `dry_run=true` nothing changes. */
        post: operations["promote_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has which role on it. */
        get: operations["read_connection_roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give or take roles. */
        patch: operations["change_connection_roles"];
        trace?: never;
    };
    "/api/v1/connections/{id}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List its tables. */
        get: operations["list_tables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/tables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Upload a table as CSV or Parquet. */
        put: operations["put_table"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read its folder again and say what is there. */
        post: operations["test_connection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the topics that the caller may query. */
        get: operations["list_topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/topics/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a topic with the fields that the caller may use. */
        get: operations["read_topic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/topics/{name}/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Values for a filter. */
        post: operations["topic_suggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the caller may see. */
        get: operations["list_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove it for good, with everything in it; only what lies in the trash. */
        delete: operations["delete_node"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has access, and where it comes from. */
        get: operations["read_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give or take access, or with `dry_run=true` say what that would do. */
        patch: operations["change_access"];
        trace?: never;
    };
    "/api/v1/content/{id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a folder or document, for those who manage it. */
        get: operations["content_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a document: its reports, and nothing of who may see it. */
        post: operations["duplicate_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why somebody may or may not do something. */
        get: operations["explain_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/favourite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep it at hand. */
        put: operations["mark_favourite"];
        post?: never;
        /** No longer keep it at hand. */
        delete: operations["unmark_favourite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/inheritance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make it stand alone or inherit again, or with `dry_run=true` say what that would do. */
        put: operations["put_inheritance"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move it, or with `dry_run=true` say who gains and who loses. */
        post: operations["move_node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give it to another owner, or with `dry_run=true` say what that would do. */
        put: operations["put_owner"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everyone who can reach a folder or document, and how; for those who manage it. */
        get: operations["content_reach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for access to a document, also to one that is not there for the caller otherwise. */
        post: operations["request_access"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take it out of the trash. */
        post: operations["restore_node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/content/{id}/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a folder or document into the trash. */
        post: operations["trash_node"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a document. */
        post: operations["create_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a document by id or identifier. */
        get: operations["read_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change its name or identifier. */
        patch: operations["change_document"];
        trace?: never;
    };
    "/api/v1/documents/{id}/abilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the document lets anybody do at all. */
        get: operations["read_abilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Switch abilities. */
        patch: operations["change_abilities"];
        trace?: never;
    };
    "/api/v1/documents/{id}/model/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check the own model of a document's workbook without saving it. */
        post: operations["check_own_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/project": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read its project; the `ETag` is the version. */
        get: operations["read_project"];
        /** Save its project over the version named by `If-Match`. */
        put: operations["save_project"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a report as its readers get it. */
        get: operations["read_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stream the data of its tiles as they finish. */
        post: operations["report_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the links of a report. */
        get: operations["list_links"];
        put?: never;
        /** Make a link. */
        post: operations["create_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Values for a filter. */
        post: operations["report_suggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the tenant table of a report; for managers. The `ETag` is the version. */
        get: operations["read_tenants"];
        /** Save the tenant table over the version named by `If-Match`, or with `dry_run=true` say what that would do to whom. */
        put: operations["save_tenants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/tenants/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which row somebody would be, and how many rows of the data that leaves them; for managers. */
        post: operations["try_tenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/tiles/{tile}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Download the data of a tile. */
        post: operations["report_download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/reports/{report}/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tiles that somebody who can open the document cannot see, with causes and remedies; for its editors. */
        get: operations["read_warnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a folder. */
        post: operations["create_folder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a folder. */
        patch: operations["rename_folder"];
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups. */
        get: operations["list_groups"];
        put?: never;
        /** Make a group. */
        post: operations["create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a group. */
        get: operations["read_group"];
        put?: never;
        post?: never;
        /** Delete a group; what it gave is gone at once. */
        delete: operations["delete_group"];
        options?: never;
        head?: never;
        /** Rename a group. */
        patch: operations["rename_group"];
        trace?: never;
    };
    "/api/v1/groups/{id}/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the values of a group. */
        put: operations["put_group_attribute"];
        post?: never;
        /** Take the values of a group away. */
        delete: operations["delete_group_attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{id}/members/{principal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a user or a group into it. */
        put: operations["add_member"];
        post?: never;
        /** Take a user or a group out of it. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server runs. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance_grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the groups with a role on everything. */
        get: operations["list_instance_grants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instance_grants/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a group a role on everything. */
        put: operations["put_instance_grant"];
        post?: never;
        /** Take a group's role on everything away. */
        delete: operations["delete_instance_grant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom an invitation is for. */
        post: operations["read_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitation/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the first password of the one who is invited, and sign them in. It works once. */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a link. */
        get: operations["read_link"];
        put?: never;
        post?: never;
        /** Delete a link: its address is dead at once. */
        delete: operations["delete_link"];
        options?: never;
        head?: never;
        /** Change a link. */
        patch: operations["change_link"];
        trace?: never;
    };
    "/api/v1/links/{id}/qr.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its address as a QR code. */
        get: operations["link_qr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it a new address; the old one is dead at once. */
        post: operations["rotate_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking. */
        get: operations["who_am_i"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's own password; every other session of one's own ends. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/principals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find whom to give access to. */
        get: operations["find_principals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a query; `Accept` chooses Arrow, JSON or CSV. */
        post: operations["run_query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/r/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the report of a link. */
        get: operations["open_link"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/r/{slug}/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stream the data of its tiles as they finish. */
        post: operations["link_data"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/r/{slug}/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Values for a filter. */
        post: operations["link_suggest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/r/{slug}/tiles/{tile}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Download the data of a tile. */
        post: operations["link_download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can work: database and engine answer. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the open requests for what the caller owns, or with `mine=true` those that the caller made. */
        get: operations["list_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give what was asked for, or another role; with `dry_run=true` say what that would do. */
        post: operations["grant_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no. */
        post: operations["refuse_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in here. */
        get: operations["sign_in_ways"];
        put?: never;
        /** Sign in; the answer sets the session cookie. */
        post: operations["sign_in"];
        /** Sign out: the session is dead at once. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the settings. */
        get: operations["read_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change settings. */
        patch: operations["change_settings"];
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first admin is still to be made. */
        get: operations["setup_state"];
        put?: never;
        /** Make the first admin and sign in; dead after that. */
        post: operations["set_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own tokens; their secrets are not kept. */
        get: operations["list_tokens"];
        put?: never;
        /** Make a token; this answer is the only one that holds its secret. */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a token; the next request with it is refused. */
        delete: operations["end_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of the instance. */
        get: operations["list_users"];
        put?: never;
        /** Add a person. */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a person. */
        get: operations["read_user"];
        put?: never;
        post?: never;
        /** Delete a person; what they own goes to somebody else first. */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /** Rename, deactivate, make admin, set the password. */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{id}/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set the values of a user. */
        put: operations["put_user_attribute"];
        post?: never;
        /** Take the values of a user away. */
        delete: operations["delete_user_attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a person to set their password; this answer is the only one that holds the address. An invitation before it is dead. */
        post: operations["invite_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/owned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a person owns: content and tokens. */
        get: operations["owned_by_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that a person can reach, and how. */
        get: operations["user_reach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/view_as": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See as a person, a member of a group, a visitor of a report link, or a row of a tenant table; admins everything, managers one document. */
        post: operations["begin_view_as"];
        /** See as oneself again. */
        delete: operations["end_view_as"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The abilities of a document, by name. */
        Abilities: {
            [key: string]: components["schemas"]["AbilityState"];
        };
        /** @description Which abilities to switch. */
        AbilitiesChange: {
            analyze?: boolean | null;
            download?: boolean | null;
            drill?: boolean | null;
            duplicate?: boolean | null;
            request_access?: boolean | null;
            schedule?: boolean | null;
            upload_data?: boolean | null;
            view_workbook?: boolean | null;
        };
        /** @description One ability of a document. */
        AbilityState: {
            /** @description The instance offers it at all. */
            available: boolean;
            /** @description What new documents start with. */
            default_on: boolean;
            /** @description In force: available and switched on for this document. */
            on: boolean;
        };
        /** @description An ability's switch for the instance. */
        AbilitySwitch: {
            /** @description Documents may have it at all. */
            available: boolean;
            /** @description What new documents start with. */
            default_on: boolean;
        };
        /** @description Who has access to a folder or document. */
        Access: {
            /** @description `manage` when the caller may change it. */
            can: string[];
            /** @description The caller may set AccessBoost on its grants. */
            can_boost: boolean;
            /** @description The caller may make it stand alone. */
            can_stop_inheriting: boolean;
            entries: components["schemas"]["AccessEntry"][];
            /** @description The groups with a role on everything. */
            instance_groups: components["schemas"]["InstanceGroup"][];
            /**
             * Format: int64
             * @description How many report links it has.
             */
            links: number;
            node: components["schemas"]["NodeRef"];
            /** @description Whether that grant carries AccessBoost; set it with a change of the principal `organization`. */
            organization_boost: boolean;
            organization_inherited: components["schemas"]["InheritedRole"] | null;
            /** @description What everyone with a login has by a grant on this node. */
            organization_role: components["schemas"]["Role"];
            owner: components["schemas"]["UserRef"] | null;
            /** @description The open access requests for it. */
            requests: components["schemas"]["AccessRequest"][];
            /** @description Nothing comes from the folders above it. */
            stands_alone: boolean;
        };
        /** @description What to change of a node's access. */
        AccessChange: {
            changes?: components["schemas"]["GrantChange"][];
            organization_role?: components["schemas"]["Role"] | null;
        };
        /** @description The access after the change, or with `dry_run=true` the preview. */
        AccessChanged: components["schemas"]["Access"] | components["schemas"]["Preview"];
        /** @description The access of one principal. */
        AccessEntry: {
            boost: boolean;
            direct: components["schemas"]["Role"] | null;
            email: string | null;
            /** @description When a person last opened the document; `null` for groups, folders, and who never did. */
            last_opened: string | null;
            /** Format: int64 */
            members: number | null;
            name: string;
            overtaken_by: components["schemas"]["Ref"] | null;
            principal: components["schemas"]["Principal"];
            /** @description The strongest of the sources. */
            role: components["schemas"]["Role"];
            sources: components["schemas"]["AccessSource"][];
        };
        /** @description Somebody's wish for access to a document. */
        AccessRequest: {
            at: string;
            /** @example ask_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            message: string | null;
            /** @description The name is empty for those who may not know it. */
            node: components["schemas"]["NodeRef"];
            /** @description What a refusal says. */
            reason: string | null;
            role: components["schemas"]["Role"];
            state: components["schemas"]["RequestState"];
            user: components["schemas"]["UserRef"];
        };
        /** @description One way by which somebody has access. */
        AccessSource: {
            /** @description The grant carries AccessBoost. */
            boost: boolean;
            kind: components["schemas"]["SourceKind"];
            node: components["schemas"]["Ref"] | null;
            role: components["schemas"]["Role"];
            /** @description The groups between the grant and the person, outermost first. */
            via: components["schemas"]["Ref"][];
        };
        /** @description What a page can start. */
        Action: {
            attribute: string;
            /** @enum {string} */
            kind: "set_attribute";
            values: components["schemas"]["Scalar"][];
        } | {
            connection: string;
            /** @enum {string} */
            kind: "connection_role";
            role: components["schemas"]["ConnectionRole"];
        } | {
            /** @enum {string} */
            kind: "boost";
            node: string;
        } | {
            /** @enum {string} */
            kind: "edit_tile";
            report: string;
            tile: string;
        } | {
            connection: string;
            document: string;
            /** @enum {string} */
            kind: "promote";
        };
        /** @description A user attribute: what row rules of models compare with. */
        Attribute: {
            /** @description What people have who have no value of their own or by a group. */
            default: components["schemas"]["Scalar"][] | null;
            kind: components["schemas"]["AttributeKind"];
            label: string;
            multiple: boolean;
            name: string;
            /** @description Kept by the server itself; it cannot be changed. */
            system: boolean;
        };
        /**
         * @description The type of an attribute's values.
         * @enum {string}
         */
        AttributeKind: "string" | "number" | "boolean";
        /** @description The values somebody gets; at least one. */
        AttributeValues: {
            values: components["schemas"]["Scalar"][];
        };
        /** @description One decision or change, as it was recorded. */
        AuditEntry: {
            /** @description Who: a user or link with its name at that time; the id is `anonymous` for nobody. */
            actor: components["schemas"]["Ref"];
            address: string | null;
            as_whom: components["schemas"]["Ref"] | null;
            at: string;
            codes: string[];
            /** @description Before and after, counts and the like; `null` when there is nothing to say. */
            details: unknown;
            /** @description `page`, `api`, `link` or `system`. */
            door: string;
            object: string;
            /** @description What the object was called at that time. */
            object_name: string;
            request_id: string;
            /** @description `done`, `refused` or `failed`. */
            result: string;
            /**
             * Format: int64
             * @description Its place in the log, without gaps.
             */
            seq: number;
            verb: string;
        };
        /**
         * Format: binary
         * @description Bytes as they are.
         */
        Binary: string;
        /** @description A tile that a boost would open. */
        BoostedTile: {
            document: components["schemas"]["Ref"];
            id: string;
            title: string;
            why: string;
        };
        /** @description What a boost would show that no row policy narrows. */
        BoostWarning: {
            /** @description There is more below the folder than was looked through. */
            more: boolean;
            tiles: components["schemas"]["BoostedTile"][];
        };
        /** @description Why some people cannot see a tile. */
        Cause: {
            /** @description `kind_sql`, `kind_all_views`, `kind_altered_topic`, `connection_role`, `access_grant`, `missing_attribute`, `attribute_clash`, `tile_broken`. */
            code: string;
            people: components["schemas"]["CausePeople"];
            remedies: components["schemas"]["Remedy"][];
            text: string;
        };
        /** @description Whom a cause concerns. */
        CausePeople: {
            /** Format: int64 */
            count: number;
            /** @description The first ten by name; nobody for whoever may not see people. */
            first: components["schemas"]["UserRef"][];
        };
        /** @description How the columns of a result are drawn. */
        Chart: {
            /** @description The column that a KPI is compared with. */
            compare?: string | null;
            horizontal?: boolean;
            kind: components["schemas"]["ChartKind"];
            /** @description The column that splits the marks. */
            series?: string | null;
            stacked?: boolean;
            /** @description A column's name. */
            x?: string | null;
            x_title?: string | null;
            /** @description Columns' names. */
            y?: string[];
            y_title?: string | null;
        };
        /**
         * @description The form of a chart.
         * @enum {string}
         */
        ChartKind: "kpi" | "table" | "bar" | "line" | "area" | "scatter" | "heatmap" | "pie";
        /** @description A reason or remedy. */
        CodedText: {
            code: string;
            text: string;
        };
        /** @description A column of a result. */
        Column: {
            data_type: components["schemas"]["DataType"];
            /** @description How numbers and times of it are written, in the model's words. */
            format: string | null;
            /** @description The time frame, for times. */
            grain: string | null;
            label: string;
            /** @description As asked for; the key in charts. */
            name: string;
            role: components["schemas"]["FieldKind"];
        };
        /** @description One person whom a change concerns. */
        Concerned: {
            connections: components["schemas"]["ConnectionEffect"][];
            content: components["schemas"]["ContentEffect"][];
            /** @description Which rows they can read, where that changes. */
            rows: components["schemas"]["RowsMoved"][];
            user: components["schemas"]["UserRef"];
            values: components["schemas"]["ValueEffect"][];
        };
        /** @description A place where tables are. */
        Connection: {
            /** @description What everyone with a login has at least. */
            base_role: components["schemas"]["ConnectionRole"];
            /** @description `query`, `sql`, `edit_model`, `manage`. */
            can: string[];
            id: string;
            kind: components["schemas"]["ConnectionKind"];
            name: string;
            /** @description The caller's. */
            role: components["schemas"]["ConnectionRole"];
            /**
             * Format: int64
             * @description How many tables it has.
             */
            tables: number;
        };
        /** @description A connection role that changes. */
        ConnectionEffect: {
            after: components["schemas"]["ConnectionRole"];
            before: components["schemas"]["ConnectionRole"];
            connection: components["schemas"]["Ref"];
        };
        /**
         * @description What a connection leads to.
         * @enum {string}
         */
        ConnectionKind: "local";
        /**
         * @description What somebody may ask of a connection; the order is the strength.
         * @enum {string}
         */
        ConnectionRole: "no_access" | "viewer" | "restricted_querier" | "querier" | "modeler" | "connection_admin";
        /** @description A role to give, or with `null` to take away. */
        ConnectionRoleChange: {
            principal: components["schemas"]["Principal"];
            role: components["schemas"]["ConnectionRole"] | null;
        };
        /** @description One role of one principal. */
        ConnectionRoleEntry: {
            name: string;
            principal: components["schemas"]["Principal"];
            role: components["schemas"]["ConnectionRole"];
        };
        /** @description Who has which role on a connection. */
        ConnectionRoles: {
            base_role: components["schemas"]["ConnectionRole"];
            entries: components["schemas"]["ConnectionRoleEntry"][];
        };
        /** @description What to change of a connection's roles. */
        ConnectionRolesChange: {
            base_role?: components["schemas"]["ConnectionRole"] | null;
            changes?: components["schemas"]["ConnectionRoleChange"][];
        };
        /** @description What a test of a connection found. */
        ConnectionTest: {
            ok: boolean;
            tables: components["schemas"]["Table"][];
        };
        /** @description A content role that changes. */
        ContentEffect: {
            after: components["schemas"]["Role"];
            before: components["schemas"]["Role"];
            node: components["schemas"]["NodeRef"];
        };
        /** @description What is in a folder or a list, as far as the caller may see it. */
        ContentPage: {
            /** @description `create` when the caller may put something here. */
            can: string[];
            items: components["schemas"]["Node"][];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
            /** @description The folders from the hub down to the listed one. */
            path: components["schemas"]["Ref"][];
        };
        /** @description Which tiles' data, under which filters. */
        DataRequest: {
            /** @description All filters that the reader has set, in place of the opening values of the filters that the report offers; absent: the opening values. */
            filters?: components["schemas"]["Filter"][] | null;
            /** @description Ask the data again in place of taking a kept answer. */
            fresh?: boolean;
            /** @description The first tab when absent. */
            tab?: string | null;
            /** @description All tiles of the tab when absent. */
            tiles?: string[] | null;
        };
        /**
         * @description The type of a column or field.
         * @enum {string}
         */
        DataType: "text" | "integer" | "number" | "boolean" | "date" | "timestamp" | "other";
        /** @description One fault of a model file, at its place. */
        Diagnostic: {
            code: string;
            /**
             * Format: int32
             * @description From 1, in characters.
             */
            column: number;
            file: string;
            hint: string | null;
            /**
             * Format: int32
             * @description From 1.
             */
            line: number;
            message: string;
            severity: components["schemas"]["Severity"];
        };
        /** @description A document with what its page needs. */
        Document: components["schemas"]["Node"] & {
            /** @description The connections that its tiles use. */
            connections: components["schemas"]["Ref"][];
            /** @description The folders above it, from the hub down. */
            path: components["schemas"]["Ref"][];
            /** Format: int64 */
            version: number;
        };
        /** @description What to change of a document besides its project. */
        DocumentChange: {
            /**
             * @description 2 to 48 of `a-z 0-9 -`; the one before keeps leading here.
             * @example on-time-2013
             */
            identifier?: string | null;
            name?: string | null;
        };
        /** @description The document of a report. */
        DocumentRef: {
            id: string;
            identifier: string | null;
            name: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description The format of a download.
         * @enum {string}
         */
        DownloadFormat: "csv";
        /** @description What to download of a tile. */
        DownloadRequest: {
            /** @description As for the data of the tiles. */
            filters?: components["schemas"]["Filter"][] | null;
            format: components["schemas"]["DownloadFormat"];
        };
        /** @description What a change of groups, values or connection roles would do; the answer to `dry_run=true`. */
        Effects: {
            /**
             * Format: int64
             * @description How many people in all.
             */
            count: number;
            /**
             * Format: int64
             * @description How often somebody gets access to content that they had none to.
             */
            gains: number;
            /**
             * Format: int64
             * @description How often somebody has none afterwards.
             */
            loses: number;
            /** @description Whom it concerns, by name; the first 200. */
            people: components["schemas"]["Concerned"][];
        };
        /** @description A connection role and where it comes from. */
        ExplainedConnection: {
            id: string;
            name: string;
            reasons: components["schemas"]["CodedText"][];
            role: components["schemas"]["ConnectionRole"];
        };
        /** @description Which rows of a table or topic, in words. */
        ExplainedRows: {
            /** @description A table, or `topic` and its name. */
            table: string;
            words: string;
        };
        /** @description What a tile answers somebody. */
        ExplainedTile: {
            allowed: boolean;
            id: string;
            kind: components["schemas"]["QueryKind"];
            reasons: components["schemas"]["CodedText"][];
            remedies: components["schemas"]["CodedText"][];
            report: components["schemas"]["Ref"];
            title: string;
        };
        /** @description Why, or why not. */
        Explanation: {
            allowed: boolean;
            /** @description Their roles on the connections that the document reads; empty for folders. */
            connections: components["schemas"]["ExplainedConnection"][];
            reasons: components["schemas"]["CodedText"][];
            /** @description What would let them; empty when they may. */
            remedies: components["schemas"]["CodedText"][];
            /** @description Their role on the node. */
            role: components["schemas"]["Role"];
            /** @description Which rows they can read of each table and topic that has rules about rows; empty for folders. */
            rows: components["schemas"]["ExplainedRows"][];
            /** @description Every source of the role, strongest first. */
            sources: components["schemas"]["AccessSource"][];
            /** @description What each tile with data answers them; empty for folders. */
            tiles: components["schemas"]["ExplainedTile"][];
        };
        /** @description One fault of a body. */
        FieldFault: {
            code: string;
            detail: string;
            /** @description Where, as a JSON pointer (RFC 6901); for model files `file:line:column`. */
            pointer: string;
        };
        /**
         * @description Dimensions group, measures are counted and summed.
         * @enum {string}
         */
        FieldKind: "dimension" | "measure";
        /** @description One condition; several are joined by AND. */
        Filter: {
            /**
             * @description `view.field`, with a time frame in brackets where it has one.
             * @example flights.time_hour[month]
             */
            field: string;
            /** @description `in` when absent. */
            op?: components["schemas"]["FilterOp"];
            values?: components["schemas"]["Scalar"][];
        };
        /**
         * @description How a field is compared.
         * @enum {string}
         */
        FilterOp: "in" | "not" | "lt" | "le" | "gt" | "ge" | "between" | "contains" | "starts" | "ends" | "blank" | "notblank" | "last" | "like";
        /** @description A filter as readers get it. */
        FilterView: {
            data_type: components["schemas"]["DataType"];
            field: string;
            grain: string | null;
            id: string;
            label: string;
            op: components["schemas"]["FilterOp"];
            /** @description The tiles it reaches. */
            tiles: string[];
            values: components["schemas"]["Scalar"][];
        };
        /** @description A folder's new name. */
        FolderChange: {
            name: string;
        };
        /** @description Payload of a frame of kind 3: a tile's data is complete. */
        FrameEnd: {
            /** Format: int64 */
            elapsed_ms: number;
            /** Format: int64 */
            rows: number;
            truncated: boolean;
        };
        /** @description Payload of a frame of kind 1: what a tile's data will be. */
        FrameHeader: {
            /** @description When the answer was computed, if it was kept. */
            cached_at: string | null;
            columns: components["schemas"]["Column"][];
            tile: string;
        };
        /** @description A role to give, or with `null` to take away. */
        GrantChange: {
            /** @description Unchanged when absent. */
            boost?: boolean | null;
            principal: components["schemas"]["Principal"];
            role: components["schemas"]["Role"] | null;
        };
        /** @description A named set of users and groups. */
        Group: {
            /** @description The group's own values, which its members take over. */
            attributes: {
                [key: string]: components["schemas"]["Scalar"][];
            };
            id: string;
            members: components["schemas"]["NamedPrincipal"][];
            name: string;
            /**
             * Format: int64
             * @description How many different people it holds, through nested groups too.
             */
            user_count: number;
        };
        /** @description A group to add or its new name. */
        GroupName: {
            name: string;
        };
        /** @description The process answers. */
        Health: {
            /** @description Always `ok`. */
            status: string;
            version: string;
        };
        /** @description What comes of an import: all lines are taken, or none. */
        Imported: {
            changed: boolean;
            effects: components["schemas"]["Effects"] | null;
            lines: components["schemas"]["ImportedLine"][];
        };
        /** @description What comes of one line. */
        ImportedLine: {
            /** @description What is wrong with it. */
            fault: string | null;
            /**
             * Format: int64
             * @description From 1.
             */
            line: number;
            ok: boolean;
        };
        /** @description Whether roles come from the folders above. */
        Inheritance: {
            /** @description `true`: nothing comes from above any more but admins and groups with a role on everything. */
            stands_alone: boolean;
            /** @description With `stands_alone` only, and needed then. */
            start?: ("present" | "empty") | null;
        };
        /** @description A role that comes from a folder above. */
        InheritedRole: {
            from: components["schemas"]["Ref"];
            role: components["schemas"]["Role"];
        };
        /** @description A role on everything for a group. */
        InstanceGrant: {
            group: components["schemas"]["Ref"];
            /** Format: int64 */
            members: number;
            role: components["schemas"]["Role"];
        };
        /** @description A group with a role on everything. */
        InstanceGroup: {
            group: components["schemas"]["Ref"];
            role: components["schemas"]["Role"];
        };
        /** @description What a group may do everywhere. */
        InstanceRole: {
            role: components["schemas"]["Role"];
        };
        /** @description A one-time way to set a first password. */
        Invitation: {
            expires_at: string;
            /**
             * @description For the person alone; it is not shown again.
             * @example https://analytics.example.com/invite#…
             */
            url: string;
        };
        /** @description The first password of somebody who is invited. */
        InvitationAccepted: {
            code: string;
            /** Format: password */
            password: string;
        };
        /** @description The secret of an invitation. */
        InvitationCode: {
            /** @description What stands behind `#` in its address. */
            code: string;
        };
        /** @description Whom an invitation is for. */
        Invited: {
            email: string;
            name: string;
            organization: string;
        };
        /** @description A list that is always whole. */
        Items_Attribute: {
            items: {
                /** @description What people have who have no value of their own or by a group. */
                default?: components["schemas"]["Scalar"][] | null;
                kind: components["schemas"]["AttributeKind"];
                label: string;
                multiple: boolean;
                name: string;
                /** @description Kept by the server itself; it cannot be changed. */
                system: boolean;
            }[];
        };
        /** @description A list that is always whole. */
        Items_InstanceGrant: {
            items: {
                group: components["schemas"]["Ref"];
                /** Format: int64 */
                members: number;
                role: components["schemas"]["Role"];
            }[];
        };
        /** @description A list that is always whole. */
        Items_Link: {
            items: {
                /** @description The attribute values that visitors read with. */
                attributes: {
                    [key: string]: components["schemas"]["Scalar"][];
                };
                created_at: string;
                expires_at?: string | null;
                id: string;
                last_used_at?: string | null;
                mode: components["schemas"]["LinkMode"];
                name: string;
                /** Format: int64 */
                openings: number;
                rights: components["schemas"]["LinkRight"][];
                url: string;
                /** @description What visitors will not see as its maker does. */
                warnings: components["schemas"]["CodedText"][];
            }[];
        };
        /** @description A list that is always whole. */
        Items_PrincipalItem: {
            items: {
                /** @description Of a user. */
                email?: string | null;
                /**
                 * Format: int64
                 * @description How many people a group or the organization holds.
                 */
                members?: number | null;
                name: string;
                principal: components["schemas"]["Principal"];
            }[];
        };
        /** @description A list that is always whole. */
        Items_Table: {
            items: {
                /** Format: int64 */
                bytes: number;
                columns: components["schemas"]["TableColumn"][];
                /** @description Why it cannot be read, if it cannot. */
                fault?: string | null;
                name: string;
                /** Format: int64 */
                rows?: number | null;
            }[];
        };
        /** @description A list that is always whole. */
        Items_Token: {
            items: {
                created_at: string;
                expires_at?: string | null;
                /** @example tok_0192f0c1a2b37c4d8e5f60718293a4b5 */
                id: string;
                last_used_at?: string | null;
                name: string;
                scope: components["schemas"]["TokenScope"];
            }[];
        };
        /** @description A list that is always whole. */
        Items_TopicItem: {
            items: {
                description?: string | null;
                label: string;
                name: string;
            }[];
        };
        /** @description Where a tile stands on the grid: 12 columns, rows of 40 pixels. */
        Layout: {
            /** Format: int32 */
            h: number;
            /** Format: int32 */
            w: number;
            /** Format: int32 */
            x: number;
            /** Format: int32 */
            y: number;
        };
        /** @description A link to one report and nothing else. */
        Link: {
            /** @description The attribute values that visitors read with. */
            attributes: {
                [key: string]: components["schemas"]["Scalar"][];
            };
            created_at: string;
            expires_at: string | null;
            id: string;
            last_used_at: string | null;
            mode: components["schemas"]["LinkMode"];
            name: string;
            /** Format: int64 */
            openings: number;
            rights: components["schemas"]["LinkRight"][];
            url: string;
            /** @description What visitors will not see as its maker does. */
            warnings: components["schemas"]["CodedText"][];
        };
        /** @description Where the browser goes next. */
        LinkBegun: {
            /**
             * @description An address of the provider.
             * @example https://id.example.com/authorize?client_id=lucarne
             */
            url: string;
        };
        /** @description What to change of a link. */
        LinkChange: {
            attributes?: {
                [key: string]: components["schemas"]["Scalar"][];
            } | null;
            /**
             * Format: date-time
             * @description `null`: never.
             */
            expires_at?: string | null;
            mode?: components["schemas"]["LinkMode"] | null;
            name?: string | null;
            rights?: components["schemas"]["LinkRight"][] | null;
        };
        /**
         * @description Who gets in through a link.
         * @enum {string}
         */
        LinkMode: "private" | "folder" | "everyone";
        /** @description What proves who wants to sign in through the provider from now on: one of the two. */
        LinkRequest: {
            /** @description The code of an open invitation. */
            invitation?: string | null;
            /**
             * Format: password
             * @description The present password of who is signed in.
             */
            password?: string | null;
        };
        /**
         * @description What visitors may do.
         * @enum {string}
         */
        LinkRight: "view" | "download_data";
        /**
         * @description What stands in a masked column: nothing, one text, a text that is equal where values are, or what an expression gives.
         * @enum {string}
         */
        MaskKind: "null" | "text" | "hash" | "sql";
        /** @description Who is asking. */
        Me: {
            /** @description `create_content`, `administer`, `see_people`. */
            can: string[];
            email: string;
            id: string;
            is_admin: boolean;
            /** @description Whether there is a password here to change. */
            local_sign_in: boolean;
            name: string;
            /** @description The organization's name. */
            organization: string;
            view_as: components["schemas"]["ViewingAs"] | null;
        };
        /** @description The files of a connection's model. */
        Model: {
            /** @description `edit_model`. */
            can: string[];
            diagnostics: components["schemas"]["Diagnostic"][];
            files: {
                [key: string]: string;
            };
            /** Format: int64 */
            version: number;
        };
        /** @description Model files to check without saving. */
        ModelCheck: {
            files: {
                [key: string]: string;
            };
        };
        /** @description What a check found. */
        ModelDiagnostics: {
            diagnostics: components["schemas"]["Diagnostic"][];
        };
        /** @description A model file before and after. */
        ModelFileChange: {
            after: string;
            /** @description Null for a new file. */
            before: string | null;
            name: string;
        };
        /** @description A model file's new text. */
        ModelFileText: {
            text: string;
        };
        /** @description The model after a change. */
        ModelSaved: {
            diagnostics: components["schemas"]["Diagnostic"][];
            /** Format: int64 */
            version: number;
        };
        /** @description The moved node, or with `dry_run=true` the preview. */
        Moved: components["schemas"]["Node"] | components["schemas"]["Preview"];
        /** @description Where to put a node. */
        MoveTo: {
            /** @description `shared`, `mine` or a folder's id. */
            parent: string;
        };
        /** @description A principal with its name. */
        NamedPrincipal: {
            name: string;
            principal: components["schemas"]["Principal"];
        };
        /** @description An attribute to add. */
        NewAttribute: {
            default?: components["schemas"]["Scalar"][] | null;
            kind: components["schemas"]["AttributeKind"];
            label?: string | null;
            multiple?: boolean;
            /** @example carrier */
            name: string;
        };
        /** @description A connection to make. */
        NewConnection: {
            kind: components["schemas"]["ConnectionKind"];
            /** @example Flights */
            name: string;
        };
        /** @description A copy to make. */
        NewCopy: {
            /**
             * @description The original's with "(copy)" when absent.
             * @example Delays by hour, my way
             */
            name?: string | null;
            /**
             * @description `shared`, `mine` or a folder's id; when absent beside the original, or `mine` where the caller cannot add anything there.
             * @example mine
             */
            parent?: string | null;
        };
        /** @description A document to make. */
        NewDocument: {
            /** @example Delays by hour */
            name: string;
            /**
             * @description `shared`, `mine` or a folder's id.
             * @example shared
             */
            parent: string;
            project?: components["schemas"]["Project"] | null;
        };
        /** @description A folder to make. */
        NewFolder: {
            /** @example Operations */
            name: string;
            /**
             * @description `shared`, `mine` or a folder's id.
             * @example shared
             */
            parent: string;
        };
        /** @description A link to make. */
        NewLink: {
            attributes?: {
                [key: string]: components["schemas"]["Scalar"][];
            } | null;
            /** Format: date-time */
            expires_at?: string | null;
            mode?: components["schemas"]["LinkMode"] | null;
            name?: string | null;
            /** @description `view` when absent. */
            rights?: components["schemas"]["LinkRight"][] | null;
        };
        /** @description Who shall own it. */
        NewOwner: {
            /**
             * @description Somebody who manages it.
             * @example usr_0192f0c1a2b37c4d8e5f60718293a4b5
             */
            user: string;
        };
        /** @description A request to make. */
        NewRequest: {
            /**
             * @description A word to the owner; at most 1,000 characters.
             * @example I prepare the board meeting
             */
            message?: string | null;
            /**
             * @description Which role somebody asks for.
             * @enum {string}
             */
            role: "viewer" | "editor";
        };
        /** @description A token to make. */
        NewToken: {
            /** @description RFC 3339; without an end when absent. */
            expires_at?: string | null;
            name: string;
            scope: components["schemas"]["TokenScope"];
        };
        /** @description A person to add. */
        NewUser: {
            email: string;
            is_admin?: boolean;
            name: string;
            /**
             * Format: password
             * @description Without one, invite the person: they set it themselves.
             */
            password?: string | null;
        };
        /** @description A folder or document as lists show it. */
        Node: {
            /** @description `view`, `edit`, `manage`, `own`, `create`, `view_workbook`, `download`, `duplicate`. */
            can: string[];
            created_at: string;
            description: string | null;
            /** @description The caller keeps it at hand. */
            favourite: boolean;
            id: string;
            /** @description The readable address of a document, when it has one. */
            identifier: string | null;
            kind: components["schemas"]["NodeKind"];
            name: string;
            /** @description A folder on the way to something the caller may see: only its name is given. */
            name_only: boolean;
            owner: components["schemas"]["Ref"];
            /** @description Of a document. */
            reports: components["schemas"]["Ref"][];
            /** @description The caller's. */
            role: components["schemas"]["Role"];
            shared: components["schemas"]["Shared"] | null;
            sharing: components["schemas"]["Sharing"];
            /** @description Nothing comes from the folders above it. */
            stands_alone: boolean;
            /** @description When it was put in the trash, itself and not with a folder above. */
            trashed_at: string | null;
            updated_at: string;
        };
        /**
         * @description What a node is.
         * @enum {string}
         */
        NodeKind: "folder" | "document";
        /** @description A node by id, kind and name. */
        NodeRef: {
            id: string;
            kind: components["schemas"]["NodeKind"];
            name: string;
        };
        /** @description What a person owns. */
        Owned: {
            /** @description Folders and documents by name; the first 200. */
            content: components["schemas"]["Ref"][];
            /**
             * Format: int64
             * @description How many folders and documents in all.
             */
            count: number;
            /**
             * Format: int64
             * @description How many personal tokens end with the person.
             */
            tokens: number;
        };
        /** @description The own model of a workbook on one connection, to check without saving. */
        OwnModelCheck: {
            /** @example con_0192f0c1a2b37c4d8e5f60718293a4b5 */
            connection: string;
            /**
             * @example {
             *       "flights.view.yaml": "measures:\n  rows: { aggregate_type: count }\n"
             *     }
             */
            files: {
                [key: string]: string;
            };
        };
        /** @description One page of a list. */
        Page_AccessRequest: {
            items: {
                at: string;
                /** @example ask_0192f0c1a2b37c4d8e5f60718293a4b5 */
                id: string;
                message?: string | null;
                /** @description The name is empty for those who may not know it. */
                node: components["schemas"]["NodeRef"];
                /** @description What a refusal says. */
                reason?: string | null;
                role: components["schemas"]["Role"];
                state: components["schemas"]["RequestState"];
                user: components["schemas"]["UserRef"];
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_AuditEntry: {
            items: {
                /** @description Who: a user or link with its name at that time; the id is `anonymous` for nobody. */
                actor: components["schemas"]["Ref"];
                address?: string | null;
                as_whom?: components["schemas"]["Ref"] | null;
                at: string;
                codes: string[];
                /** @description Before and after, counts and the like; `null` when there is nothing to say. */
                details: unknown;
                /** @description `page`, `api`, `link` or `system`. */
                door: string;
                object: string;
                /** @description What the object was called at that time. */
                object_name: string;
                request_id: string;
                /** @description `done`, `refused` or `failed`. */
                result: string;
                /**
                 * Format: int64
                 * @description Its place in the log, without gaps.
                 */
                seq: number;
                verb: string;
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Connection: {
            items: {
                /** @description What everyone with a login has at least. */
                base_role: components["schemas"]["ConnectionRole"];
                /** @description `query`, `sql`, `edit_model`, `manage`. */
                can: string[];
                id: string;
                kind: components["schemas"]["ConnectionKind"];
                name: string;
                /** @description The caller's. */
                role: components["schemas"]["ConnectionRole"];
                /**
                 * Format: int64
                 * @description How many tables it has.
                 */
                tables: number;
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Group: {
            items: {
                /** @description The group's own values, which its members take over. */
                attributes: {
                    [key: string]: components["schemas"]["Scalar"][];
                };
                id: string;
                members: components["schemas"]["NamedPrincipal"][];
                name: string;
                /**
                 * Format: int64
                 * @description How many different people it holds, through nested groups too.
                 */
                user_count: number;
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Reached: {
            items: {
                node: components["schemas"]["NodeRef"];
                /** @description `no_access` where only the name shows, on the way to something inside. */
                role: components["schemas"]["Role"];
                /** @description Everything that gives it, the strongest first. */
                sources: components["schemas"]["AccessSource"][];
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_Reaches: {
            items: {
                role: components["schemas"]["Role"];
                /** @description Everything that gives it, the strongest first. */
                sources: components["schemas"]["AccessSource"][];
                user: components["schemas"]["UserRef"];
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description One page of a list. */
        Page_User: {
            items: {
                active: boolean;
                /** @description The person's own values. */
                attributes: {
                    [key: string]: components["schemas"]["Scalar"][];
                };
                created_at: string;
                /** @description Signs in through the organization's provider. */
                elsewhere: boolean;
                email: string;
                /** @description The groups that this person is a direct member of. */
                groups: components["schemas"]["Ref"][];
                id: string;
                /** @description When the open invitation ends. */
                invited_until?: string | null;
                is_admin: boolean;
                last_seen_at?: string | null;
                local_sign_in: boolean;
                name: string;
            }[];
            /** @description Send it as `cursor` for the next page; `null` on the last one. */
            next_cursor: string | null;
        };
        /** @description A new password in place of the present one. */
        PasswordChange: {
            /** Format: password */
            current: string;
            /** Format: password */
            new: string;
        };
        /** @description What a change would do. */
        Preview: {
            boost_warning: components["schemas"]["BoostWarning"] | null;
            /**
             * Format: int64
             * @description For how many people something changes in all.
             */
            changes: number;
            /** Format: int64 */
            gains: number;
            /**
             * Format: int64
             * @description How many nodes below a folder the change reaches.
             */
            items_below: number;
            /** Format: int64 */
            loses: number;
            /** @description Everyone for whom something changes: role, readable tiles, rows. The first 200 by name. */
            people: components["schemas"]["PreviewPerson"][];
            /** @description The document's tiles that have data; null when the change is not about one document. */
            tiles: components["schemas"]["TileRef"][] | null;
        };
        /** @description One person of a preview. */
        PreviewPerson: {
            after: components["schemas"]["Role"];
            /** @description The role on the node now. */
            before: components["schemas"]["Role"];
            /** @description Which rows they can read, where that changes. */
            rows: components["schemas"]["RowsMoved"][];
            /** Format: int64 */
            tiles_after: number | null;
            /**
             * Format: int64
             * @description How many of `tiles` they can read now; null when the change is not about one document.
             */
            tiles_before: number | null;
            tiles_gained: string[];
            tiles_lost: string[];
            user: components["schemas"]["UserRef"];
        };
        /** @description Whom a grant is for: a user, a group, or everyone with a login. */
        Principal: {
            /**
             * @description Absent for the organization.
             * @example usr_0192f0c1a2b37c4d8e5f60718293a4b5
             */
            id?: string;
            kind: components["schemas"]["PrincipalKind"];
        };
        /** @description Somebody who can be given access, as pickers show them. */
        PrincipalItem: {
            /** @description Of a user. */
            email: string | null;
            /**
             * Format: int64
             * @description How many people a group or the organization holds.
             */
            members: number | null;
            name: string;
            principal: components["schemas"]["Principal"];
        };
        /**
         * @description What a principal is.
         * @enum {string}
         */
        PrincipalKind: "user" | "group" | "organization";
        /** @description A refusal that says what happened, why, and what to do. */
        Problem: ({
            changed_at: string;
            changed_by: components["schemas"]["Ref"];
            /** Format: int64 */
            current_version: number;
            project?: components["schemas"]["Project"] | null;
        } | null) & {
            /** @description Of `not_found` for a document that takes access requests: the caller may make one. */
            can_request?: boolean | null;
            /**
             * @description Stable; programs branch on it.
             * @example not_found
             */
            code: string;
            /** @description For a person. */
            detail: string;
            /** @description Of `model_invalid`: every fault of the model at its place. */
            diagnostics?: components["schemas"]["Diagnostic"][] | null;
            /** @description The single faults, where there are several. */
            errors?: components["schemas"]["FieldFault"][];
            /** @description What to do. */
            hint?: string | null;
            /**
             * @description Names the request in the server's log.
             * @example req_0192f0c1a2b37c4d8e5f60718293a4b5
             */
            request_id: string;
            /** Format: int32 */
            status: number;
            title: string;
            /**
             * @description The page about the code.
             * @example /api/docs#not_found
             */
            type: string;
        };
        /** @description What a document is made of. */
        Project: {
            /**
             * Format: int32
             * @description Always 1 for now.
             */
            format: number;
            /**
             * @description The workbook's own model: by connection, model files by name that go on top of the shared model.
             * @example {
             *       "con_0192f0c1a2b37c4d8e5f60718293a4b5": {
             *         "flights.view.yaml": "measures:\n  late: { aggregate_type: count, filters: { delayed: { is: true } } }\n"
             *       }
             *     }
             */
            models?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            reports: components["schemas"]["Report"][];
        };
        /** @description The shared model after a promotion, or with `dry_run=true` what would become of it. */
        Promoted: {
            diagnostics: components["schemas"]["Diagnostic"][];
            /** Format: int64 */
            document_version: number;
            /** @description The files of the shared model that change. */
            files: components["schemas"]["ModelFileChange"][];
            /**
             * Format: int64
             * @description Of the shared model.
             */
            version: number;
        };
        /** @description What of a workbook's own model is moved into the shared model. */
        Promotion: {
            /**
             * @description The document whose workbook it is of.
             * @example doc_0192f0c1a2b37c4d8e5f60718293a4b5
             */
            document: string;
            /**
             * Format: int64
             * @description Refused when the document has another version.
             */
            document_version?: number | null;
            /**
             * @description These files; all when absent.
             * @example [
             *       "flights.view.yaml"
             *     ]
             */
            files?: string[] | null;
        };
        /**
         * @description Whom links of the mode `everyone` let in.
         * @enum {string}
         */
        PublicLinks: "off" | "signed_in" | "anyone";
        /** @description A result as JSON. */
        QueryAnswer: {
            columns: components["schemas"]["Column"][];
            /** @description One array per row, in the order of the columns. Whole numbers beyond 2^53 are strings. */
            rows: (components["schemas"]["Scalar"] | null)[][];
            /** @description There were more rows than asked for or allowed. */
            truncated: boolean;
        };
        /**
         * @description How a tile's query is built.
         * @enum {string}
         */
        QueryKind: "topic" | "altered_topic" | "all_views" | "sql" | "dataset";
        /** @description What to run, where. */
        QueryRequest: {
            /** @example con_0192f0c1a2b37c4d8e5f60718293a4b5 */
            connection: string;
            /** @description The document whose workbook asks, if any. */
            document?: string | null;
            /**
             * Format: int32
             * @description At most this many rows.
             */
            limit?: number | null;
            query: components["schemas"]["QueryText"];
        };
        /** @description In words of the model, or in SQL. */
        QueryText: components["schemas"]["SqlQuery"] | components["schemas"]["SemanticQuery"];
        /** @description Something that a person can reach. */
        Reached: {
            node: components["schemas"]["NodeRef"];
            /** @description `no_access` where only the name shows, on the way to something inside. */
            role: components["schemas"]["Role"];
            /** @description Everything that gives it, the strongest first. */
            sources: components["schemas"]["AccessSource"][];
        };
        /** @description Somebody who can reach a folder or document. */
        Reaches: {
            role: components["schemas"]["Role"];
            /** @description Everything that gives it, the strongest first. */
            sources: components["schemas"]["AccessSource"][];
            user: components["schemas"]["UserRef"];
        };
        /** @description What the server needs answers, or does not. */
        Readiness: {
            /** @description Database and engine answer. */
            ready: boolean;
        };
        /** @description A thing by id, with its name for people. */
        Ref: {
            /** @example fld_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            /** @example Operations */
            name: string;
        };
        /** @description What would help. */
        Remedy: {
            action: components["schemas"]["Action"] | null;
            code: string;
            text: string;
        };
        /** @description Tabs of tiles with filters over them. */
        Report: {
            filters?: components["schemas"]["ReportFilter"][];
            /** @example rep_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            name: string;
            tabs: components["schemas"]["Tab"][];
        };
        /** @description A filter that readers can set; it narrows every tile that has the field. */
        ReportFilter: {
            /**
             * @description `view.field`, with a time frame in brackets where it has one.
             * @example flights.carrier
             */
            field: string;
            /** @description Applied, but not shown to readers. */
            hidden?: boolean;
            id: string;
            label: string;
            op?: components["schemas"]["FilterOp"];
            /** @description The tiles it reaches; every tile whose topic has the field when absent. */
            tiles?: string[] | null;
            values?: components["schemas"]["Scalar"][];
        };
        /** @description A report as readers get it. */
        ReportView: {
            /** @description `edit`, `download`, `share`, `explore`. */
            can: string[];
            document: components["schemas"]["DocumentRef"] | null;
            filters: components["schemas"]["FilterView"][];
            id: string;
            name: string;
            tabs: components["schemas"]["TabView"][];
            /**
             * Format: int64
             * @description The version of the document that is shown.
             */
            version: number;
        };
        /** @description What to give; what was asked for when absent. */
        RequestGrant: {
            role?: ("viewer" | "editor") | null;
        };
        /** @description The answered request, or with `dry_run=true` the preview. */
        RequestGranted: components["schemas"]["AccessRequest"] | components["schemas"]["Preview"];
        /** @description Why not. */
        RequestRefusal: {
            /**
             * @description Shown to whoever asked.
             * @example Ask me again after the audit
             */
            reason?: string | null;
        };
        /**
         * @description How far a request has come.
         * @enum {string}
         */
        RequestState: "open" | "granted" | "refused";
        /**
         * @description What somebody may do with a folder or document; the order is the strength.
         * @enum {string}
         */
        Role: "no_access" | "viewer" | "editor" | "manager" | "owner";
        /** @description The roles after the change, or with `dry_run=true` what it would do. */
        RolesChanged: components["schemas"]["ConnectionRoles"] | components["schemas"]["Effects"];
        /** @description Which rows of a table or topic, in words such as `carrier = UA` and `none: refused, no value for carrier`. */
        RowsMoved: {
            after: string;
            before: string;
            /** @description A table, or `topic` and its name. */
            table: string;
        };
        /** @description The version that a save made. */
        SavedVersion: {
            /** Format: int64 */
            version: number;
        };
        /** @description One value: text, number, true or false. */
        Scalar: boolean | number | string;
        /** @description A row of a report's tenant table. */
        Scenario: {
            report: string;
            /**
             * Format: int32
             * @description Counted from 1.
             */
            row: number;
        };
        /** @description A query in words of the model. */
        SemanticQuery: {
            /**
             * @example [
             *       "flights.carrier",
             *       "flights.count"
             *     ]
             */
            fields: string[];
            filters?: components["schemas"]["Filter"][];
            /** Format: int32 */
            limit?: number | null;
            sorts?: components["schemas"]["Sort"][];
            /**
             * @description All views when absent.
             * @example flights
             */
            topic?: string | null;
        };
        /** @description The instance's settings. */
        Settings: {
            abilities: {
                [key: string]: components["schemas"]["AbilitySwitch"];
            };
            /** @description Boost flags have effect. */
            boost_available: boolean;
            /** @description Members may add content at the root of Shared. */
            content_organization: boolean;
            /** @description What everyone gets on new content at the root of Shared carries the boost flag. */
            default_boost: boolean;
            /** @description What everyone gets on new content at the root of Shared. */
            default_content_role: components["schemas"]["Role"];
            /** @description Managers, not only admins, may set boost flags. */
            members_may_boost: boolean;
            organization: string;
            public_links: components["schemas"]["PublicLinks"];
            /** @description Managers may make a folder or document stand alone. */
            stop_inheriting: boolean;
            /**
             * Format: int32
             * @description For how many days things stay in the trash: 1 to 3650.
             */
            trash_days: number;
        };
        /** @description What to change of them. */
        SettingsChange: {
            /** @description By ability; those that are not named stay as they are. */
            abilities?: {
                [key: string]: components["schemas"]["AbilitySwitch"];
            };
            /** @description Boost flags have effect. */
            boost_available?: boolean | null;
            content_organization?: boolean | null;
            /** @description What everyone gets on new content at the root of Shared carries the boost flag. */
            default_boost?: boolean | null;
            default_content_role?: components["schemas"]["Role"] | null;
            /** @description Managers, not only admins, may set boost flags. */
            members_may_boost?: boolean | null;
            organization?: string | null;
            public_links?: components["schemas"]["PublicLinks"] | null;
            /** @description Managers may make a folder or document stand alone. */
            stop_inheriting?: boolean | null;
            /**
             * Format: int32
             * @description For how many days things stay in the trash: 1 to 3650.
             * @example 30
             */
            trash_days?: number | null;
        };
        /** @description The first admin and the organization's name. */
        SetupRequest: {
            /** @description The one-time code from the server's log. */
            code: string;
            /** @example ana@example.com */
            email: string;
            /** @example Ana Lindqvist */
            name: string;
            /** @example Example Airlines */
            organization: string;
            /** Format: password */
            password: string;
        };
        /** @description Whether the first admin is still to be made. */
        SetupState: {
            needed: boolean;
        };
        /**
         * @description How bad a diagnostic is.
         * @enum {string}
         */
        Severity: "error" | "warning";
        /** @description Whom a node is shared with, counted. */
        Shared: {
            everyone: boolean;
            /** Format: int64 */
            groups: number;
            /**
             * Format: int64
             * @description Report links that let somebody in.
             */
            links: number;
            /**
             * Format: int64
             * @description Beside the owner.
             */
            people: number;
        };
        /**
         * @description Who a node reaches, for the mark beside its name.
         * @enum {string}
         */
        Sharing: "private" | "people" | "organization" | "link";
        /** @description What proves who somebody is. */
        SignIn: {
            /** @example ana@example.com */
            email: string;
            /** Format: password */
            password: string;
        };
        /** @description Where people may sign in instead. */
        SignInProvider: {
            /**
             * @description What people call it.
             * @example Example Airlines
             */
            name: string;
        };
        /** @description How one can sign in here. */
        SignInWays: {
            oidc: components["schemas"]["SignInProvider"] | null;
            /** @description Whether by e-mail address and password. */
            password: boolean;
        };
        /** @description One sort key. */
        Sort: {
            descending?: boolean;
            field: string;
        };
        /**
         * @description Where a role comes from.
         * @enum {string}
         */
        SourceKind: "direct" | "folder" | "group" | "owner" | "admin" | "organization" | "instance" | "hub";
        /** @description A query in SQL. */
        SqlQuery: {
            /** @example select carrier, count(*) from flights group by carrier */
            sql: string;
        };
        /** @description The values, among the rows that the caller may read. */
        Suggestions: {
            truncated: boolean;
            values: (components["schemas"]["Scalar"] | null)[];
        };
        /** @description Values of a field, for a picker. */
        SuggestRequest: {
            /** @example flights.carrier */
            field: string;
            /** @description The other filters in force. */
            filters?: components["schemas"]["Filter"][] | null;
            /**
             * Format: int32
             * @description 1 to 200; 50 when absent.
             */
            limit?: number | null;
            /** @description Part of a value. */
            search?: string | null;
        };
        /** @description One page of a report. */
        Tab: {
            /** @example tab_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            name: string;
            tiles: components["schemas"]["Tile"][];
        };
        /** @description A table of a connection. */
        Table: {
            /** Format: int64 */
            bytes: number;
            columns: components["schemas"]["TableColumn"][];
            /** @description Why it cannot be read, if it cannot. */
            fault: string | null;
            name: string;
            /** Format: int64 */
            rows: number | null;
        };
        /** @description A column of a table. */
        TableColumn: {
            data_type: components["schemas"]["DataType"];
            name: string;
        };
        /** @description A tab as readers get it. */
        TabView: {
            id: string;
            name: string;
            tiles: components["schemas"]["TileView"][];
        };
        /** @description How many rows of a topic. */
        TenantCount: {
            detail: string | null;
            /**
             * Format: int64
             * @description Of how many that you see.
             */
            of: number;
            /** @description The code of the refusal. */
            refused: string | null;
            /**
             * Format: int64
             * @description `null` when they are refused.
             */
            rows: number | null;
            topic: string;
        };
        /** @description The tenant table of a report, if it has one. */
        Tenants: {
            changed_at: string | null;
            changed_by: components["schemas"]["Ref"] | null;
            table: components["schemas"]["TenantTable"] | null;
            /**
             * Format: int64
             * @description Also the `ETag`; 0 before the first save.
             */
            version: number;
        };
        /** @description The tenant table that a report shall have; `null` takes it away. */
        TenantsChange: {
            table?: components["schemas"]["TenantTable"] | null;
        };
        /** @description The table as it is now, or with `dry_run=true` what saving it would do. */
        TenantsChanged: components["schemas"]["Tenants"] | components["schemas"]["Preview"];
        /** @description A tenant table: headers and cells. */
        TenantTable: {
            /**
             * @description `USER`, `GROUP`, `EMAIL_DOMAIN`, `ATTRIBUTE name`, `SCENARIO`, `FIELD view.field`, and with `>=` or `<=` behind it a range.
             * @example [
             *       "EMAIL_DOMAIN",
             *       "SCENARIO",
             *       "FIELD flights.carrier"
             *     ]
             */
            columns: string[];
            /**
             * @description Each as long as `columns`; values in a cell are separated by `;`, and a blank cell asks or limits nothing.
             * @example [
             *       [
             *         "united.com",
             *         "United",
             *         "UA"
             *       ],
             *       [
             *         "delta.com; endeavor.com",
             *         "Delta",
             *         "DL; 9E"
             *       ]
             *     ]
             */
            rows: string[][];
        };
        /** @description Which row somebody is, and how much that leaves them. */
        TenantTried: {
            counts: components["schemas"]["TenantCount"][];
            /**
             * Format: int64
             * @description Counted from 1; `null` when no row is theirs, or none binds them.
             */
            row: number | null;
            scenario: string | null;
            /**
             * @description What it leaves them, in words.
             * @example row 3 (United): flights.carrier = UA
             */
            words: string;
        };
        /** @description Whose view is tried: one of `user`, `link`, `email` and `row`. */
        TenantTry: {
            /**
             * @description Somebody with this address.
             * @example ops@united.com
             */
            email?: string | null;
            /** @description A visitor of this link of the report. */
            link?: string | null;
            /**
             * Format: int32
             * @description Whoever is this row, counted from 1.
             */
            row?: number | null;
            table?: components["schemas"]["TenantTable"] | null;
            /** @description A person of the instance. */
            user?: string | null;
        };
        /** @description A rectangle of a tab. */
        Tile: {
            content: components["schemas"]["TileContent"];
            /** @example tile_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            layout: components["schemas"]["Layout"];
            title?: string;
        };
        /** @description What a tile shows. */
        TileContent: {
            chart: components["schemas"]["Chart"];
            connection: string;
            /** @enum {string} */
            kind: "query";
            query: components["schemas"]["SemanticQuery"];
        } | {
            chart: components["schemas"]["Chart"];
            connection: string;
            /** @enum {string} */
            kind: "sql";
            sql: string;
        } | {
            /** @enum {string} */
            kind: "text";
            markdown: string;
        };
        /**
         * @description What a tile is for its reader.
         * @enum {string}
         */
        TileKind: "query" | "sql" | "text";
        /** @description A tile that has data. */
        TileRef: {
            id: string;
            kind: components["schemas"]["QueryKind"];
            report: components["schemas"]["Ref"];
            title: string;
        };
        /** @description A tile as readers get it. */
        TileView: {
            chart: components["schemas"]["Chart"] | null;
            columns: components["schemas"]["Column"][];
            id: string;
            kind: components["schemas"]["TileKind"];
            layout: components["schemas"]["Layout"];
            /** @description Of a text tile. */
            markdown: string | null;
            title: string;
        };
        /** @description A tile that somebody cannot see. */
        TileWarning: {
            /** @description Somebody may stand under several. */
            causes: components["schemas"]["Cause"][];
            kind: components["schemas"]["QueryKind"];
            /**
             * Format: int64
             * @description How many people cannot see it.
             */
            people: number;
            tile: string;
            title: string;
        };
        /** @description A personal API token without its secret. */
        Token: {
            created_at: string;
            expires_at: string | null;
            /** @example tok_0192f0c1a2b37c4d8e5f60718293a4b5 */
            id: string;
            last_used_at: string | null;
            name: string;
            scope: components["schemas"]["TokenScope"];
        };
        /** @description A new token. Nobody is told its secret again. */
        TokenMade: components["schemas"]["Token"] & {
            /**
             * @description For the header `Authorization: Bearer`.
             * @example lct_…
             */
            token: string;
        };
        /**
         * @description How far a token reaches: to look and query; to change content as well; everything that its person may do.
         * @enum {string}
         */
        TokenScope: "read" | "edit" | "admin";
        /** @description A topic with the fields that the caller may use. */
        Topic: {
            default_filters: components["schemas"]["Filter"][];
            description: string | null;
            label: string;
            name: string;
            views: components["schemas"]["TopicView"][];
        };
        /** @description A field of a view. */
        TopicField: {
            data_type: components["schemas"]["DataType"];
            description: string | null;
            /** @description `view.field`, as queries write it. */
            field: string;
            format: string | null;
            /** @description The time frames it can be asked in. */
            grains: string[];
            group: string | null;
            kind: components["schemas"]["FieldKind"];
            label: string;
            mask: components["schemas"]["MaskKind"] | null;
            /** @description Of the workbook's own model, and not of the shared one. */
            own: boolean;
        };
        /** @description A topic that the caller may query. */
        TopicItem: {
            description: string | null;
            label: string;
            name: string;
        };
        /** @description A view of a topic. */
        TopicView: {
            fields: components["schemas"]["TopicField"][];
            label: string;
            name: string;
        };
        /** @description A person with a login. */
        User: {
            active: boolean;
            /** @description The person's own values. */
            attributes: {
                [key: string]: components["schemas"]["Scalar"][];
            };
            created_at: string;
            /** @description Signs in through the organization's provider. */
            elsewhere: boolean;
            email: string;
            /** @description The groups that this person is a direct member of. */
            groups: components["schemas"]["Ref"][];
            id: string;
            /** @description When the open invitation ends. */
            invited_until: string | null;
            is_admin: boolean;
            last_seen_at: string | null;
            local_sign_in: boolean;
            name: string;
        };
        /** @description What to change of a person. */
        UserChange: {
            /** @description `false` ends every session at once. */
            active?: boolean | null;
            /** @description Who gets the content of somebody who is deactivated. */
            hand_over_to?: string | null;
            is_admin?: boolean | null;
            name?: string | null;
            /** Format: password */
            password?: string | null;
        };
        /** @description A user by id, name and address. */
        UserRef: {
            email: string;
            id: string;
            name: string;
        };
        /** @description Values that change; none: rows that need one are refused. */
        ValueEffect: {
            after: components["schemas"]["Scalar"][];
            attribute: string;
            before: components["schemas"]["Scalar"][];
        };
        /** @description What a look at the chain of the audit log found. */
        Verified: {
            /**
             * Format: int64
             * @description The first place where an entry is missing or not as written.
             */
            broken_at: number | null;
            intact: boolean;
            /**
             * Format: int64
             * @description How many entries are as they were written, from the first one on.
             */
            rows: number;
        };
        /** @description Whom to see as: one of the three. Managers name the document as well. */
        ViewAs: {
            /** @description The only document to look at; needed by whoever is no admin. */
            document?: string | null;
            /** @description Somebody who is in this group and has nothing else. */
            group?: string | null;
            /** @description A visitor of this report link. */
            link?: string | null;
            scenario?: components["schemas"]["Scenario"] | null;
            user?: string | null;
        };
        /** @description Seeing as somebody else has begun. */
        ViewAsBegun: {
            as: components["schemas"]["ViewingAs"];
            /** @description When it ends by itself. */
            session_until: string;
        };
        /** @description As whom somebody looks. */
        ViewingAs: {
            /** @description Who looks. */
            by: components["schemas"]["Ref"];
            /** @description The only document that can be looked at so; `null` for all of them. */
            document: string | null;
            id: string;
            /** @description `user`, `group`, `link` or `scenario`. */
            kind: string;
            name: string;
            /**
             * @description The path of the page to look at.
             * @example /d/doc_0192f0c1a2b37c4d8e5f60718293a4b5
             */
            open: string;
            until: string;
        };
        /** @description The tiles of a report that somebody who can open the document cannot see. */
        Warnings: {
            /**
             * Format: int64
             * @description How many people can open the document.
             */
            people: number;
            tiles: components["schemas"]["TileWarning"][];
            /**
             * Format: int64
             * @description How many of them were not looked at, as they are of too many kinds.
             */
            undecided: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_attributes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Attribute"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_attribute: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAttribute"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribute"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_attribute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_attributes: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example ana@example.com,carrier,UA,AA */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Each line by itself */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description A user's or link's id. */
                actor?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description RFC 3339: from this moment on. */
                from?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description An id. */
                object?: string;
                /** @description Text anywhere in the entry. */
                q?: string;
                /** @description `done`, `refused` or `failed`. */
                result?: string;
                /** @description RFC 3339: before this moment. */
                to?: string;
                verb?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_audit: {
        parameters: {
            query?: {
                /** @description A user's or link's id. */
                actor?: string;
                /** @description RFC 3339: from this moment on. */
                from?: string;
                /** @description An id. */
                object?: string;
                /** @description Text anywhere in the entry. */
                q?: string;
                /** @description `done`, `refused` or `failed`. */
                result?: string;
                /** @description RFC 3339: before this moment. */
                to?: string;
                verb?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry in each line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": components["schemas"]["AuditEntry"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the page that was wanted with a new session, or back to the sign-in page with the code of a problem */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_oidc: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkBegun"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_oidc: {
        parameters: {
            query?: {
                /**
                 * @description The page of this server to open afterwards; anything else is taken for none.
                 * @example /d/on-time-2013
                 */
                next?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the provider, or back to the sign-in page with the code of a problem */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_connections: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Connection"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_connection: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConnection"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelCheck"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDiagnostics"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_model_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from, as the ETag had it */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelFileText"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelSaved"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_model_file: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the change starts from, as the ETag had it */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelSaved"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promote_model: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header: {
                /** @description The version of the shared model that the change starts from, as the ETag had it */
                "If-Match": string;
            };
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Promotion"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promoted"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_connection_roles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionRoles"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_connection_roles: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionRolesChange"];
            };
        };
        responses: {
            /** @description The roles after the change, or with `dry_run=true` what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesChanged"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Table"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_table: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.apache.parquet": components["schemas"]["Binary"];
                "text/csv": components["schemas"]["Binary"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_topics: {
        parameters: {
            query?: {
                /** @description The document whose workbook's own model goes on top of the shared one; the shared one alone when absent. */
                document?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_TopicItem"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_topic: {
        parameters: {
            query?: {
                /** @description The document whose workbook's own model goes on top of the shared one; the shared one alone when absent. */
                document?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    topic_suggest: {
        parameters: {
            query?: {
                /** @description The document whose workbook's own model goes on top of the shared one; the shared one alone when absent. */
                document?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_content: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                kind?: "folder" | "document";
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `shared`, `mine` or a folder's id. */
                parent?: string;
                /** @description Part of a name; with it the whole tree is searched. */
                q?: string;
                view?: "shared_with_me" | "favourites" | "recent" | "trash";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPage"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_node: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Access"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_access: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccessChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessChanged"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_activity: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    duplicate_document: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCopy"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_access: {
        parameters: {
            query?: {
                /** @description `view`, `edit`, `manage`, `own`, `create`, `view_workbook`, `download`, `duplicate`; `view` when absent. */
                action?: string;
                /** @description The caller when absent. */
                user?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowed": true,
                     *       "connections": [
                     *         {
                     *           "id": "con_0192f0c1a2b37c4d8e5f60718293a4b5",
                     *           "name": "NYC flights",
                     *           "reasons": [
                     *             {
                     *               "code": "connection_source",
                     *               "text": "Connection role viewer through the base role of the connection."
                     *             }
                     *           ],
                     *           "role": "viewer"
                     *         }
                     *       ],
                     *       "reasons": [
                     *         {
                     *           "code": "content_source",
                     *           "text": "Role viewer through Readers, granted on `Punctuality`."
                     *         }
                     *       ],
                     *       "remedies": [],
                     *       "role": "viewer",
                     *       "rows": [
                     *         {
                     *           "table": "flights",
                     *           "words": "carrier = UA"
                     *         }
                     *       ],
                     *       "sources": [],
                     *       "tiles": [
                     *         {
                     *           "allowed": true,
                     *           "id": "tile_0192f0c1a2b37c4d8e5f60718293a4b5",
                     *           "kind": "topic",
                     *           "reasons": [],
                     *           "remedies": [],
                     *           "report": {
                     *             "id": "rep_0192f0c1a2b37c4d8e5f60718293a4b5",
                     *             "name": "On time"
                     *           },
                     *           "title": "Delays"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_favourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unmark_favourite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_inheritance: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Inheritance"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessChanged"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    move_node: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveTo"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moved"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_owner: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwner"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessChanged"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_reach: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Reaches"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    request_access: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRequest"];
            };
        };
        responses: {
            /** @description Asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequest"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_node: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trash_node: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_document: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDocument"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_abilities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Abilities"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_abilities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbilitiesChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Abilities"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_own_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnModelCheck"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDiagnostics"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_project: {
        parameters: {
            query?: never;
            header: {
                /** @description The version that the change starts from, as the ETag had it */
                "If-Match": string;
            };
            path: {
                /** @description The document's id or identifier */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Project"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedVersion"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_data: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DataRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.lucarne.frames": components["schemas"]["Binary"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_links: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Link"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_suggest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer; `table` is null when the report has none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenants"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_tenants: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: {
                /** @description The version that the change starts from, as the ETag had it; needed unless `dry_run=true` */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantsChange"];
            };
        };
        responses: {
            /** @description The table as it is now, or what would change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantsChanged"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ops@united.com"
                 *     }
                 */
                "application/json": components["schemas"]["TenantTry"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantTried"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    report_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
                /** @description The tile's id */
                tile: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_warnings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's id or identifier */
                id: string;
                /** @description The report's id */
                report: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "people": 12,
                     *       "tiles": [
                     *         {
                     *           "causes": [
                     *             {
                     *               "code": "kind_sql",
                     *               "people": {
                     *                 "count": 3,
                     *                 "first": [
                     *                   {
                     *                     "email": "max@example.com",
                     *                     "id": "usr_0192f0c1a2b37c4d8e5f60718293a4b5",
                     *                     "name": "Max Manager"
                     *                   }
                     *                 ]
                     *               },
                     *               "remedies": [
                     *                 {
                     *                   "action": {
                     *                     "kind": "boost",
                     *                     "node": "doc_0192f0c1a2b37c4d8e5f60718293a4b5"
                     *                   },
                     *                   "code": "enable_boost",
                     *                   "text": "Set AccessBoost on the grant that lets them in."
                     *                 }
                     *               ],
                     *               "text": "The tile is written in SQL: it needs the connection role querier on NYC flights, and they have less."
                     *             }
                     *           ],
                     *           "kind": "sql",
                     *           "people": 3,
                     *           "tile": "tile_0192f0c1a2b37c4d8e5f60718293a4b5",
                     *           "title": "Delays in SQL"
                     *         }
                     *       ],
                     *       "undecided": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Warnings"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_folder: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFolder"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FolderChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_groups: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description Part of a name or address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Group"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupName"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rename_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupName"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_group_attribute: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributeValues"];
            };
        };
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_group_attribute: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description A user's or group's id */
                principal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description A user's or group's id */
                principal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_instance_grants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_InstanceGrant"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_instance_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group's id */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InstanceRole"];
            };
        };
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_InstanceGrant"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_instance_grant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The group's id */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are left */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_InstanceGrant"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCode"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAccepted"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_qr: {
        parameters: {
            query?: {
                /** @description Tab and filters, as they stand after `#`. */
                fragment?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotate_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    who_am_i: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_principals: {
        parameters: {
            query?: {
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description Part of a name or address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_PrincipalItem"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryRequest"];
            };
        };
        responses: {
            /** @description The rows */
            200: {
                headers: {
                    /** @description The columns as base64 of JSON */
                    "Lucarne-Columns"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswer"];
                    "application/vnd.apache.arrow.stream": components["schemas"]["Binary"];
                    "text/csv": string;
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of the link's address */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_data: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of the link's address */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DataRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.lucarne.frames": components["schemas"]["Binary"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_suggest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of the link's address */
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    link_download: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last part of the link's address */
                slug: string;
                /** @description The tile's id */
                tile: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DownloadRequest"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can work */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description It cannot */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_requests: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description `true`: those that the caller made; otherwise the open ones for what the caller owns. */
                mine?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AccessRequest"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grant_request: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestGrant"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestGranted"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuse_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestRefusal"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessRequest"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in_ways: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInWays"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Token"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2027-01-01T00:00:00Z",
                 *       "name": "nightly export",
                 *       "scope": "read"
                 *     }
                 */
                "application/json": components["schemas"]["NewToken"];
            };
        };
        responses: {
            /** @description Made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenMade"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
                /** @description Part of a name or address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 64 visible ASCII characters: the same key again within a day answers what the first one answered */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: {
                /** @description A user's id; needed when the person owns content. */
                hand_over_to?: string;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_user_attribute: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributeValues"];
            };
        };
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user_attribute: {
        parameters: {
            query?: {
                /** @description `true`: change nothing and answer the preview. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
                /** @description The name */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With `dry_run=true`: what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    owned_by_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Owned"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    user_reach: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description 1 to 200; 50 when absent. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Reached"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_view_as: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "user": "usr_0192f0c1a2b37c4d8e5f60718293a4b5"
                 *     }
                 */
                "application/json": components["schemas"]["ViewAs"];
            };
        };
        responses: {
            /** @description From now on the session sees so */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewAsBegun"];
                };
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_view_as: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal */
            default: {
                headers: {
                    /** @description Names the request in the server's log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
