//! The demo model, as every other test uses it.

use std::path::Path;
use std::sync::Arc;

use semantics::{Catalog, Checked, Model, ModelFiles, check};
use vocab::DataType::{self, Boolean, Integer, Number, Text, Timestamp};

/// The tables of the demo data.
pub(crate) fn catalog() -> Catalog {
    let weather = "origin:t year:i month:i day:i hour:i temp:n dewp:n humid:n wind_dir:i wind_speed:n wind_gust:n precip:n pressure:n visib:n time_hour:z";
    let flights = "year:i month:i day:i dep_time:i sched_dep_time:i dep_delay:i arr_time:i sched_arr_time:i arr_delay:i carrier:t flight:i tailnum:t origin:t dest:t air_time:i distance:i hour:i minute:i time_hour:z";
    let planes = "tailnum:t year:i type:t manufacturer:t model:t engines:i seats:i speed:i engine:t";
    let airports = "faa:t name:t lat:n lon:n alt:i tz:i dst:t tzone:t";
    tables(&[("airlines", "carrier:t name:t"), ("airports", airports), ("flights", flights), ("planes", planes), ("weather", weather)])
}

/// Tables as `name:type` words.
pub(crate) fn tables(tables: &[(&str, &str)]) -> Catalog {
    let data_type = |word: &str| -> DataType {
        match word {
            "t" => Text,
            "i" => Integer,
            "n" => Number,
            "b" => Boolean,
            "d" => DataType::Date,
            "z" => Timestamp,
            _ => DataType::Other,
        }
    };
    let columns = |words: &str| {
        words.split_whitespace().map(|word| word.rsplit_once(':').unwrap()).map(|(name, kind)| (name.to_owned(), data_type(kind))).collect()
    };
    Catalog { tables: tables.iter().map(|(name, words)| ((*name).into(), columns(words))).collect() }
}

/// The files under `demo/model`.
pub(crate) fn files() -> ModelFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/model");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let yaml = entries.filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    ModelFiles::from_pairs(
        yaml.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())),
    )
}

pub(crate) fn checked() -> Checked {
    check(&files(), &catalog())
}

pub(crate) fn model() -> Arc<Model> {
    let checked = checked();
    checked.model.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

#[test]
fn the_demo_model_has_nothing_to_complain_about() {
    assert_eq!(checked().diagnostics, []);
}

#[test]
fn the_demo_model_offers_what_demo_reports_use() {
    let info = semantics::describe(&model(), Some(&"flights".parse().unwrap()), &semantics::Readable::everything()).unwrap();
    let mut out = format!("{}: {}\n", info.label, info.description.unwrap_or_default());
    for view in &info.views {
        out.push_str(&format!("\n{} ({})\n", view.label, view.name));
        for field in &view.fields {
            let format = field.format.as_deref().unwrap_or("-");
            out.push_str(&format!(
                "  {:<9} {:<32} {:<42} {:?} {format}\n",
                format!("{:?}", field.kind).to_lowercase(),
                field.field.to_string(),
                field.label,
                field.data_type
            ));
        }
    }
    crate::golden::check("flights_topic.txt", &out);
}
