#include "cli/shared/outputs.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

#include "saddle/error.h"
#include "saddle/output_file.h"

namespace saddle::cli {
namespace {

namespace fs = std::filesystem;

bool same(const fs::path& a, const fs::path& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error) && !error) return true;
  return fs::weakly_canonical(a, error) == fs::weakly_canonical(b, error);
}

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return false;
  const fs::path inner = fs::weakly_canonical(file, error), outer = fs::weakly_canonical(folder, error);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// As data sets come: packed by gzip, or IDX. No program writes results so.
bool is_data_set(const fs::path& file) {
  std::array<char, 3> head{};
  std::error_code error;
  if (!fs::is_regular_file(file, error) || !std::ifstream(file, std::ios::binary).read(head.data(), head.size()))
    return false;
  return (head[0] == '\x1f' && head[1] == '\x8b') || (head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[2] <= 14);
}

}  // namespace

CLI::Validator filled(const std::string& what) {
  return CLI::Validator(
      [what](std::string& text) {
        return text.empty() ? fmt::format("expected {}, got an empty text", what) : std::string();
      },
      "");
}

void check_picture_format(const std::string& option, const fs::path& file,
                          std::initializer_list<std::string_view> endings) {
  if (file.empty()) return;
  const std::string ending = file.extension().string();
  std::string known;
  if (std::ranges::find(endings, ending) != endings.end()) return;
  for (const std::string_view each : endings) known += (known.empty() ? "" : " or ") + std::string(each);
  throw Error(option, "\"{}\" does not end in {}; these are the formats that are written", file.string(), known);
}

fs::path data_file(const Choice& data, const fs::path& directory) {
  const auto path = data.properties.find("path");
  const auto* name = path == data.properties.end() ? nullptr : std::get_if<std::string>(&path->second);
  if (!name || name->empty()) return {};
  std::error_code error;
  return !directory.empty() && fs::exists(directory / *name, error) ? directory / *name : fs::path(*name);
}

void check_outputs(const std::vector<NamedFile>& outputs, const std::vector<NamedFile>& inputs) {
  for (size_t i = 0; i < outputs.size(); ++i) {
    const auto& [option, file] = outputs[i];
    if (file.empty()) continue;
    for (const auto& [source, input] : inputs) {
      if (!input.empty() && same(file, input))
        throw Error(option, "\"{}\" is what {} reads and would be lost; choose another file", file.string(), source);
      if (!input.empty() && lies_in(file, input))
        throw Error(option, "\"{}\" lies among what {} reads; choose another folder", file.string(), source);
    }
    if (is_data_set(file))
      throw Error(option, "\"{}\" is the file of a data set and would be lost; choose another file", file.string());
    for (size_t j = 0; j < i; ++j) {
      if (!outputs[j].file.empty() && same(file, outputs[j].file))
        throw Error(option, "\"{}\" is named by {} too; choose another file", file.string(), outputs[j].option);
    }
    check_writable(file);
  }
}

}  // namespace saddle::cli
