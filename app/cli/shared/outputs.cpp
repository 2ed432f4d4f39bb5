#include "cli/shared/outputs.h"

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

}  // namespace

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
    }
    for (size_t j = 0; j < i; ++j) {
      if (!outputs[j].file.empty() && same(file, outputs[j].file))
        throw Error(option, "\"{}\" is named by {} too; choose another file", file.string(), outputs[j].option);
    }
    check_writable(file);
  }
}

}  // namespace saddle::cli
