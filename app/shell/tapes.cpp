#include "shell/tapes.h"

#include "shell/assets.h"

namespace saddle::app {
namespace {

std::filesystem::path tapes_directory() { return assets_directory() / "tapes"; }

}  // namespace

const std::vector<Preset>& shipped_tapes() {
  static const std::vector<Preset> tapes = [] {
    std::error_code error;  // whoever packs Saddle may leave them out
    return std::filesystem::is_directory(tapes_directory(), error) ? presets_in(tapes_directory())
                                                                   : std::vector<Preset>();
  }();
  return tapes;
}

std::filesystem::path file_of_tape(const Preset& tape) { return tapes_directory() / (tape.name + ".npz"); }

bool ships(const std::filesystem::path& file) { return file.parent_path() == tapes_directory(); }

}  // namespace saddle::app
