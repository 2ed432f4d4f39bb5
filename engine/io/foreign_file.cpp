#include "io/foreign_file.h"

#include <algorithm>
#include <array>

namespace saddle {
namespace {

using namespace std::string_view_literals;

enum class Kind { picture, array, idx, gzip, archive, other };

struct Format {
  std::string_view begins;
  Kind kind;
  std::string_view name = {};  // of another program's
};

constexpr std::array formats{
    Format{"\x89PNG\r\n"sv, Kind::picture},
    Format{"\xff\xd8\xff"sv, Kind::picture},
    Format{"GIF8"sv, Kind::picture},
    Format{"BM"sv, Kind::picture},
    Format{"II*\0"sv, Kind::picture},
    Format{"MM\0*"sv, Kind::picture},
    Format{"\x93NUMPY"sv, Kind::array},
    Format{"\0\0\x08"sv, Kind::idx},
    Format{"\0\0\x0c"sv, Kind::idx},
    Format{"\0\0\x0d"sv, Kind::idx},
    Format{"\x1f\x8b"sv, Kind::gzip},
    Format{"PK\x03\x04"sv, Kind::archive},
    Format{"7z\xbc\xaf"sv, Kind::archive},
    Format{"BZh"sv, Kind::archive},
    Format{"\xfd\x37zXZ"sv, Kind::archive},
    Format{"\x89HDF\r\n"sv, Kind::other, "HDF5"},
    Format{"PAR1"sv, Kind::other, "Parquet"},
    Format{"ARROW1"sv, Kind::other, "Arrow"},
    Format{"SQLite format 3"sv, Kind::other, "SQLite"},
    Format{"%PDF"sv, Kind::other, "PDF"},
    Format{"\xd0\xcf\x11\xe0"sv, Kind::other, "Excel 97"},
    Format{"MATLAB 5.0"sv, Kind::other, "MATLAB"},
    Format{"\x7f\x45LF"sv, Kind::other, "ELF"},
    Format{"\x80\x02"sv, Kind::other, "pickle"},
    Format{"\x80\x03"sv, Kind::other, "pickle"},
    Format{"\x80\x04"sv, Kind::other, "pickle"},
    Format{"\x80\x05"sv, Kind::other, "pickle"},
};

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// A table may begin like a picture: "BMI,age". But it has no zero byte.
bool fits(const Format& format, std::string_view bytes) {
  constexpr size_t looked_at = 64;
  return bytes.starts_with(format.begins) && (!std::ranges::all_of(format.begins, is_letter_or_digit) ||
                                              bytes.substr(0, looked_at).find('\0') != bytes.npos);
}

}  // namespace

std::optional<Issue> foreign_file(const std::string& where, std::string_view bytes) {
  const bool webp = bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP");
  const auto found =
      webp ? formats.begin() : std::ranges::find_if(formats, [&](const Format& format) { return fits(format, bytes); });
  if (found == formats.end()) return {};
  switch (found->kind) {
    case Kind::picture:
      return make_issue(where,
                        "is a picture; saddle predict MODEL PICTURE asks a model about it, and saddle "
                        "train reads a folder that holds a folder of pictures for each class");
    case Kind::array:
      return make_issue(where,
                        "is a single array (.npy); write samples and labels into one file, as "
                        "numpy.savez does of x=... and y=..., and saddle train reads that .npz");
    case Kind::idx:
      return make_issue(where,
                        "is an IDX file, as of MNIST; with data.set=mnist it is found in the folder "
                        "that --data names");
    case Kind::gzip:
      return make_issue(
          where,
          "is compressed by gzip; unpack a table before saddle train reads it. The files of MNIST stay as "
          "they are: with data.set=mnist they are found in the folder that --data names");
    case Kind::archive:
      return make_issue(where,
                        "is an archive or a spreadsheet; unpack it, or save its table as CSV, which "
                        "saddle train reads");
    case Kind::other:
      break;
  }
  return make_issue(where,
                    "is a file of the format {}; save a table as CSV or arrays as .npz, which saddle "
                    "train reads",
                    found->name);
}

}  // namespace saddle
