//! Files that are tables, and files that are not.

use std::path::Path;

use access::TableName;
use semantics::port::{FileKind, QueryEngine};
use vocab::DataType;

use crate::support::{House, Rule, ints, policy, texts, write};

#[tokio::test]
async fn a_folder_of_files() {
    let house = House::new(2);
    let folder = house.folder("mixed");
    write(&folder.join("good.parquet"), &[("id", ints(&[1, 2, 3]))]);
    std::fs::write(folder.join("bad.parquet"), "this is no Parquet").unwrap();
    std::fs::write(folder.join("empty.parquet"), "").unwrap();
    let good = std::fs::read(folder.join("good.parquet")).unwrap();
    std::fs::write(folder.join("cut.parquet"), &good[..good.len() - 20]).unwrap();
    let mut lying = good.clone();
    let length = lying.len();
    lying[length - 8..length - 4].copy_from_slice(&u32::MAX.to_le_bytes());
    std::fs::write(folder.join("lying.parquet"), &lying).unwrap();
    std::fs::write(folder.join("sheet.csv"), "id;price;day;code;note\n1;1.5;2013-01-31;007;\n2;NA;2013-02-01;008;\"a; b\"\n").unwrap();
    std::fs::write(folder.join("ragged.csv"), "a,b\n1,2\n3\n").unwrap();
    std::fs::write(folder.join("binary.csv"), b"PAR1\x00\x01\x02").unwrap();
    std::fs::write(folder.join("latin.csv"), b"name\nM\xfcller\n").unwrap();
    std::fs::write(folder.join(".hidden.parquet"), &good).unwrap();
    std::fs::write(folder.join("notes.txt"), "no table").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link.csv")).unwrap();
    let connection = house.attach(1, folder).await;
    let tables = house.engine.tables(connection).await.unwrap();
    let faulty: Vec<_> = tables.iter().filter(|table| table.fault.is_some()).map(|table| table.name.as_str()).collect();
    assert_eq!(faulty, ["bad", "binary", "cut", "empty", "latin", "lying", "ragged"]);
    let sound: Vec<_> = tables.iter().filter(|table| table.fault.is_none()).map(|table| (table.name.as_str(), table.rows)).collect();
    assert_eq!(sound, [("good", Some(3)), ("sheet", Some(2))]);
    let sheet = tables.iter().find(|table| table.name.as_str() == "sheet").unwrap();
    let types: Vec<_> = sheet.columns.iter().map(|(name, data_type)| (name.as_str(), *data_type)).collect();
    let expected = [
        ("id", DataType::Integer),
        ("price", DataType::Number),
        ("day", DataType::Date),
        ("code", DataType::Text),
        ("note", DataType::Text),
    ];
    assert_eq!(types, expected);
    let reader = policy(connection, &[("sheet", Rule::all()), ("bad", Rule::all())]);
    let got = house.ask("select * from sheet order by id", &reader).await.unwrap();
    assert_eq!(got.rows, [r#"[1,1.5,"2013-01-31","007",null]"#, r#"[2,null,"2013-02-01","008","a; b"]"#]);
    assert_eq!(house.ask("select * from bad", &reader).await.unwrap_err().code(), "table_unknown");
    // A CSV file that changes is read again.
    std::fs::write(house.dir.path().join("mixed/sheet.csv"), "id\n7\n8\n9\n").unwrap();
    assert_eq!(house.ask("select sum(id) from sheet", &reader).await.unwrap().rows, ["[24]"]);
}

async fn import(
    house: &House,
    name: &str,
    kind: FileKind,
    content: &[u8],
) -> Result<semantics::port::TableInfo, semantics::port::EngineError> {
    let upload = house.dir.path().join("upload");
    std::fs::write(&upload, content).unwrap();
    let connection = vocab::ConnectionId::from_parts(0, [1; 10]);
    house.engine.import(connection, TableName::from(name), kind, upload).await
}

fn leftovers(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_upload_replaces_a_table_whole_or_not_at_all() {
    let house = House::new(2);
    let folder = house.folder("uploads");
    let connection = house.attach(1, folder.clone()).await;
    let reader = policy(connection, &[("sales", Rule::one_of("region", &["north"]))]);
    let info = import(&house, "sales", FileKind::Csv, b"region,amount\nnorth,1\nsouth,2\nnorth,3\n").await.unwrap();
    assert_eq!((info.rows, info.fault), (Some(3), None));
    assert_eq!(info.columns, [("region".to_owned(), DataType::Text), ("amount".to_owned(), DataType::Integer)]);
    assert_eq!(house.ask("select sum(amount) from sales", &reader).await.unwrap().rows, ["[4]"]);
    // None of these is a table; each leaves what there was.
    for (kind, content) in [
        (FileKind::Parquet, b"not parquet".as_slice()),
        (FileKind::Parquet, b"PAR1".as_slice()),
        (FileKind::Parquet, b"".as_slice()),
        (FileKind::Csv, b"".as_slice()),
        (FileKind::Csv, b"\n\n".as_slice()),
        (FileKind::Csv, b"a,b\n1\n".as_slice()),
        (FileKind::Csv, b"a\n\xff\xfe\n".as_slice()),
        (FileKind::Csv, b"PK\x03\x04 a spreadsheet".as_slice()),
        (FileKind::Csv, b"a,b\n1,\0\n".as_slice()),
    ] {
        let error = import(&house, "sales", kind, content).await.unwrap_err();
        assert_eq!(error.code(), "file_invalid", "{content:?}: {error}");
        assert_eq!(house.ask("select sum(amount) from sales", &reader).await.unwrap().rows, ["[4]"]);
    }
    for name in ["", "..", "../x", "a/b", ".x", "x\0", "-x", " x", &"x".repeat(65)] {
        assert_eq!(import(&house, name, FileKind::Csv, b"a\n1\n").await.unwrap_err().code(), "file_invalid", "{name:?}");
    }
    assert_eq!(leftovers(&folder), ["sales.parquet"]);
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.join("sales.parquet")).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "t89: data is for the server alone");
    // A real one replaces it, and kept answers with it.
    let parquet = house.dir.path().join("made.parquet");
    write(&parquet, &[("region", texts(&["north", "north", "south"])), ("amount", ints(&[10, 20, 40]))]);
    let info = import(&house, "sales", FileKind::Parquet, &std::fs::read(&parquet).unwrap()).await.unwrap();
    assert_eq!(info.rows, Some(3));
    assert_eq!(house.ask("select sum(amount) from sales", &reader).await.unwrap().rows, ["[30]"]);
    // A page that is damaged in the middle is found before anything is replaced.
    let mut damaged = std::fs::read(&parquet).unwrap();
    for byte in &mut damaged[4..24] {
        *byte ^= 0xff;
    }
    assert_eq!(import(&house, "sales", FileKind::Parquet, &damaged).await.unwrap_err().code(), "file_invalid");
    assert_eq!(house.ask("select sum(amount) from sales", &reader).await.unwrap().rows, ["[30]"]);
    // A CSV file of that name gives way.
    std::fs::write(folder.join("other.csv"), "a\n1\n").unwrap();
    import(&house, "other", FileKind::Csv, b"a\n5\n").await.unwrap();
    assert_eq!(leftovers(&folder), ["other.parquet", "sales.parquet"]);
}

#[tokio::test]
async fn a_query_that_runs_while_its_table_is_replaced_reads_one_of_the_two() {
    let house = std::sync::Arc::new(House::new(2));
    let folder = house.folder("moving");
    let table = |value: i64| vec![("v", ints(&vec![value; 20_000]))];
    write(&folder.join("t.parquet"), &table(1));
    let connection = house.attach(1, folder.clone()).await;
    let reader = policy(connection, &[("t", Rule::all())]);
    let replacing = tokio::task::spawn_blocking(move || {
        for round in 2..30 {
            write(&folder.join("t.tmp"), &table(round));
            std::fs::rename(folder.join("t.tmp"), folder.join("t.parquet")).unwrap();
        }
    });
    while !replacing.is_finished() {
        let got = house.ask("select count(*), count(distinct v) from t", &reader).await.unwrap();
        assert_eq!(got.rows, ["[20000,1]"]);
    }
    replacing.await.unwrap();
}
