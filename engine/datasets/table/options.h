#pragma once

#include <string>
#include <tuple>

#include "datasets/shared/split.h"
#include "saddle/properties.h"

namespace saddle::datasets {

struct CsvOptions : DivideOptions {
  std::string path, target, leave_out, task = "classification", missing = "refuse", header = "auto", delimiter = "auto",
                                       decimal = "auto", encoding = "auto", index = "leave_out";
  static auto fields() {
    return std::tuple_cat(
        std::tuple{
            field("path", &CsvOptions::path, {},
                  "Path of the CSV file: absolute, or relative to the data folder or to the folder Saddle was started "
                  "in."),
            field("target", &CsvOptions::target, {},
                  "The column to learn: its name, or its number from 1. Empty: one that is called label, class or "
                  "target, or the last one."),
            field("leave_out", &CsvOptions::leave_out, {},
                  "Columns that are not features, by name or number, separated by commas."),
            field("task", &CsvOptions::task, {.choices = {"classification", "regression"}},
                  "classification: the target is a class, in words or whole numbers. regression: it is a number."),
            field("missing", &CsvOptions::missing, {.choices = {"refuse", "drop", "mean"}},
                  "Rows that lack a value (an empty cell, ?, NA, nan). refuse: says how many there are. drop: leaves "
                  "them out. mean: fills in the mean of the column."),
        },
        DivideOptions::fields<CsvOptions>(),
        std::tuple{
            field("header", &CsvOptions::header, {.advanced = true, .choices = {"auto", "yes", "no"}},
                  "Whether the first line holds the names of the columns. auto: yes where it differs from the lines "
                  "below as names do."),
            field("delimiter", &CsvOptions::delimiter,
                  {.advanced = true, .choices = {"auto", "comma", "semicolon", "tab", "bar", "space"}},
                  "What stands between two cells. auto: whichever divides the first lines into cells alike."),
            field("decimal", &CsvOptions::decimal, {.advanced = true, .choices = {"auto", "point", "comma"}},
                  "What divides a number from its decimals. auto: the comma where there are numbers like 0,5."),
            field("encoding", &CsvOptions::encoding,
                  {.advanced = true,
                   .choices = {"auto", "utf-8", "utf-16", "cp949", "windows-1252", "shift_jis", "gb18030", "big5"}},
                  "How the letters of the file are stored. auto: UTF-8 or UTF-16, otherwise CP949 where that gives "
                  "Korean, otherwise Windows-1252."),
            field("index", &CsvOptions::index, {.advanced = true, .choices = {"leave_out", "keep"}},
                  "What becomes of a column that only numbers the rows: one without a name, or an id that counts up."),
        });
  }
};

}  // namespace saddle::datasets
