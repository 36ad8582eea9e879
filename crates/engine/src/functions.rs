//! Which functions a query may call. A name that is not in these lists is not there, so a new release of DataFusion adds nothing by itself.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use datafusion::execution::SessionStateDefaults;
use datafusion::logical_expr::planner::ExprPlanner;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF, Volatility, WindowUDF};

use crate::{concat, growth};

/// Functions of values alone, and of the date and time.
const SCALAR: &[&str] = &[
    // numbers
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "cos",
    "cosh",
    "cot",
    "degrees",
    "exp",
    "factorial",
    "floor",
    "gcd",
    "isnan",
    "iszero",
    "lcm",
    "ln",
    "log",
    "log10",
    "log2",
    "nanvl",
    "pi",
    "power",
    "radians",
    "random",
    "round",
    "signum",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "trunc",
    // text
    "ascii",
    "bit_length",
    "btrim",
    "character_length",
    "chr",
    "concat",
    "concat_ws",
    "contains",
    "decode",
    "digest",
    "encode",
    "ends_with",
    "find_in_set",
    "initcap",
    "left",
    "levenshtein",
    "lower",
    "lpad",
    "ltrim",
    "md5",
    "octet_length",
    "overlay",
    "regexp_count",
    "regexp_instr",
    "regexp_like",
    "regexp_match",
    "regexp_replace",
    "repeat",
    "replace",
    "reverse",
    "right",
    "rpad",
    "rtrim",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "split_part",
    "starts_with",
    "strpos",
    "substr",
    "substr_index",
    "to_hex",
    "translate",
    "upper",
    "uuid",
    // dates and times
    "current_date",
    "current_time",
    "date_bin",
    "date_part",
    "date_trunc",
    "from_unixtime",
    "make_date",
    "make_time",
    "now",
    "to_char",
    "to_date",
    "to_local_time",
    "to_time",
    "to_timestamp",
    "to_timestamp_micros",
    "to_timestamp_millis",
    "to_timestamp_nanos",
    "to_timestamp_seconds",
    "to_unixtime",
    // conversion and choice
    "arrow_cast",
    "arrow_try_cast",
    "arrow_typeof",
    "cast_to_type",
    "coalesce",
    "get_field",
    "greatest",
    "least",
    "named_struct",
    "nullif",
    "nvl",
    "nvl2",
    "struct",
    "try_cast_to_type",
    "union_extract",
    "union_tag",
    // lists and maps
    "array_add",
    "array_any_value",
    "array_append",
    "array_avg",
    "array_compact",
    "array_concat",
    "array_dims",
    "array_distance",
    "array_distinct",
    "array_element",
    "array_except",
    "array_first",
    "array_has",
    "array_has_all",
    "array_has_any",
    "array_intersect",
    "array_length",
    "array_max",
    "array_min",
    "array_ndims",
    "array_normalize",
    "array_pop_back",
    "array_pop_front",
    "array_position",
    "array_positions",
    "array_prepend",
    "array_product",
    "array_remove",
    "array_remove_all",
    "array_remove_n",
    "array_repeat",
    "array_replace",
    "array_replace_all",
    "array_replace_n",
    "array_resize",
    "array_reverse",
    "array_scale",
    "array_slice",
    "array_sort",
    "array_subtract",
    "array_sum",
    "array_to_string",
    "array_union",
    "arrays_zip",
    "cardinality",
    "cosine_distance",
    "empty",
    "flatten",
    "generate_series",
    "inner_product",
    "make_array",
    "map",
    "map_entries",
    "map_extract",
    "map_keys",
    "map_values",
    "range",
    "string_to_array",
];

/// Functions that DataFusion has and that tell of the server or of files. Listed so that a test can hold that every function was looked at.
pub const REFUSED: &[&str] = &[
    "version",
    // position and name in the file: both speak of rows that a policy hides
    "file_row_index",
    "input_file_name",
    // metadata of columns comes from files
    "arrow_field",
    "arrow_metadata",
    "with_metadata",
];

const AGGREGATE: &[&str] = &[
    "any_value",
    "approx_distinct",
    "approx_median",
    "approx_percentile_cont",
    "approx_percentile_cont_with_weight",
    "array_agg",
    "avg",
    "bit_and",
    "bit_or",
    "bit_xor",
    "bool_and",
    "bool_or",
    "corr",
    "count",
    "covar_pop",
    "covar_samp",
    "first_value",
    "grouping",
    "last_value",
    "max",
    "median",
    "min",
    "nth_value",
    "percentile_cont",
    "regr_avgx",
    "regr_avgy",
    "regr_count",
    "regr_intercept",
    "regr_r2",
    "regr_slope",
    "regr_sxx",
    "regr_sxy",
    "regr_syy",
    "stddev",
    "stddev_pop",
    "string_agg",
    "sum",
    "var",
    "var_pop",
];

const WINDOW: &[&str] =
    &["cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "nth_value", "ntile", "percent_rank", "rank", "row_number"];

/// Their answer depends on when they are asked.
const OF_THE_MOMENT: &[&str] = &["now", "current_date", "current_time"];

/// The functions that the planner can find, by every name they have.
#[derive(Debug)]
pub(crate) struct Functions {
    pub(crate) scalar: HashMap<String, Arc<ScalarUDF>>,
    pub(crate) aggregate: HashMap<String, Arc<AggregateUDF>>,
    pub(crate) window: HashMap<String, Arc<WindowUDF>>,
    pub(crate) planners: Vec<Arc<dyn ExprPlanner>>,
}

/// The functions of every query.
pub(crate) static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    let mut functions = Functions {
        scalar: HashMap::new(),
        aggregate: HashMap::new(),
        window: HashMap::new(),
        planners: std::iter::once::<Arc<dyn ExprPlanner>>(Arc::new(concat::ConcatPlanner))
            .chain(SessionStateDefaults::default_expr_planners())
            .collect(),
    };
    for function in SessionStateDefaults::default_scalar_functions() {
        if SCALAR.contains(&function.name()) {
            let names: Vec<_> = std::iter::once(function.name().to_owned()).chain(function.aliases().iter().cloned()).collect();
            let function = growth::bounded(function);
            functions.scalar.extend(names.into_iter().map(|name| (name, function.clone())));
        }
    }
    for function in SessionStateDefaults::default_aggregate_functions() {
        if AGGREGATE.contains(&function.name()) {
            let names = std::iter::once(function.name().to_owned()).chain(function.aliases().iter().cloned());
            functions.aggregate.extend(names.map(|name| (name, function.clone())));
        }
    }
    for function in SessionStateDefaults::default_window_functions() {
        if WINDOW.contains(&function.name()) {
            let names = std::iter::once(function.name().to_owned()).chain(function.aliases().iter().cloned());
            functions.window.extend(names.map(|name| (name, function.clone())));
        }
    }
    functions
});

/// Whether a scalar function may stand in a plan. The planner itself makes calls for operators and clauses, so plans are checked and not only names.
pub(crate) fn scalar_is_allowed(name: &str) -> bool {
    SCALAR.contains(&name) || name == concat::NAME
}

pub(crate) fn aggregate_is_allowed(name: &str) -> bool {
    AGGREGATE.contains(&name)
}

pub(crate) fn window_is_allowed(name: &str) -> bool {
    WINDOW.contains(&name) || AGGREGATE.contains(&name)
}

/// Whether equal arguments give equal answers today and tomorrow.
pub(crate) fn is_lasting(function: &ScalarUDF) -> bool {
    function.signature().volatility != Volatility::Volatile && !OF_THE_MOMENT.contains(&function.name())
}

/// Functions of DataFusion that no list here speaks of.
#[must_use]
pub fn unjudged() -> Vec<String> {
    let scalar = SessionStateDefaults::default_scalar_functions();
    let aggregate = SessionStateDefaults::default_aggregate_functions();
    let window = SessionStateDefaults::default_window_functions();
    let scalar =
        scalar.iter().map(|f| f.name().to_owned()).filter(|name| !SCALAR.contains(&name.as_str()) && !REFUSED.contains(&name.as_str()));
    let aggregate = aggregate.iter().map(|f| f.name().to_owned()).filter(|name| !AGGREGATE.contains(&name.as_str()));
    let window = window.iter().map(|f| f.name().to_owned()).filter(|name| !WINDOW.contains(&name.as_str()));
    scalar.chain(aggregate).chain(window).collect()
}
