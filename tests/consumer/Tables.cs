// Uses ShallowNet.Tables as an application does: what is written is read again. Ends with 1 where it is not.
using ShallowNet;

Table table = Csv.Parse("age,plan\n42,Basic\nNA,\"a,b\"\n");
Csv.Write(table, "table.csv.gz");
ParquetFile.Write(table, "table.parquet");
Table[] again = [Csv.Read("table.csv.gz"), ParquetFile.Read("table.parquet"), Table.Of(table.ToDataFrame())];
return Array.TrueForAll(again, other => other.ToString() == table.ToString()) ? 0 : 1;
