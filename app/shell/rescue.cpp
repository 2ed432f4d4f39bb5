#include "shell/rescue.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "saddle/error.h"
#include "saddle/experiment_file.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int format_version = 1;
constexpr size_t most_kept = 3;
constexpr size_t most_strokes = 10'000, most_points = 100'000;  // a file that has more was not written here

fs::path window_file(const fs::path& folder) { return folder / "window.json"; }

Drawing drawing_of(const Json& json) {
  Drawing drawing;
  if (json.size() > most_strokes) throw Error("strokes", "are too many");
  for (const Json& stroke : json) {
    if (stroke.empty() || stroke.size() > most_points) throw Error("strokes", "have too many points, or none");
    std::vector<ImVec2>& points = drawing.strokes.emplace_back();
    for (const Json& point : stroke) {
      const ImVec2 p{point.at(0).get<float>(), point.at(1).get<float>()};
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) throw Error("strokes", "hold a point that is not finite");
      points.push_back(p);
    }
  }
  return drawing;
}

// Throws Error where the folder holds nothing that could be restored.
Rescued read_window(const fs::path& folder) {
  try {
    const Json json = Json::parse(read_text_file(window_file(folder)));
    if (json.at("saddle_window") != format_version) throw Error("saddle_window", "is of another format");
    const Json& draft = json.at("draft");
    Rescued rescued{.draft = {draft.at("preset"), parse_experiment(draft.at("experiment").dump())},
                    .drawing = drawing_of(json.at("strokes"))};
    if (fs::exists(run_file(folder))) rescued.run = run_file(folder);
    return rescued;
  } catch (const nlohmann::json::exception& error) {
    throw Error("", "is no window: {}", error.what());
  }
}

}  // namespace

fs::path autosave_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data && *data) return fs::path(data) / "saddle/autosave";
  const char* home = std::getenv("HOME");
  return home && *home ? fs::path(home) / ".local/share/saddle/autosave" : fs::path();
}

fs::path run_file(const fs::path& folder) { return folder / "run.npz"; }

FolderClaim::~FolderClaim() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FolderClaim::FolderClaim(FolderClaim&& other) noexcept
    : folder_(std::move(other.folder_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderClaim& FolderClaim::operator=(FolderClaim&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FolderClaim FolderClaim::make(const fs::path& root) {
  if (root.empty()) return {};
  std::error_code error;
  fs::create_directories(root, error);
  std::string pattern = (root / "XXXXXX").string();
  return error || !mkdtemp(pattern.data()) ? FolderClaim() : take(pattern);
}

FolderClaim FolderClaim::take(const fs::path& folder) {
  FolderClaim claim;
  const int descriptor = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return claim;
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return claim;
  }
  claim.folder_ = folder;
  claim.descriptor_ = descriptor;
  return claim;
}

void FolderClaim::remove() {
  if (descriptor_ < 0) return;
  std::error_code error;
  fs::remove_all(folder_, error);
  ::close(std::exchange(descriptor_, -1));
}

std::optional<Rescued> find_rescued(const fs::path& root) {
  std::vector<std::pair<fs::file_time_type, fs::path>> windows;
  std::error_code error;
  if (root.empty()) return std::nullopt;
  for (const auto& entry : fs::directory_iterator(root, error)) {
    const auto written = fs::last_write_time(window_file(entry.path()), error);
    windows.emplace_back(error ? fs::file_time_type::min() : written, entry.path());
  }
  std::ranges::sort(windows, std::ranges::greater{});
  std::optional<Rescued> newest;
  size_t readable = 0;
  for (const auto& [written, folder] : windows) {
    FolderClaim claim = FolderClaim::take(folder);
    if (!claim) continue;  // of a window that is open
    try {
      Rescued rescued = read_window(folder);
      if (++readable > most_kept) {
        claim.remove();
      } else if (!newest) {
        rescued.claim = std::move(claim);
        newest = std::move(rescued);
      }
    } catch (const Error&) {
      claim.remove();  // it ended before there was anything to save, or where the disk was full
    }
  }
  return newest;
}

void save_window(const fs::path& folder, const Draft& draft, const Drawing& drawing) {
  Json strokes = Json::array();
  for (const auto& stroke : drawing.strokes) {
    Json points = Json::array();
    for (const ImVec2& point : stroke) points.push_back({point.x, point.y});
    strokes.push_back(std::move(points));
  }
  try {
    const Json json{{"saddle_window", format_version},
                    {"strokes", std::move(strokes)},
                    {"draft", {{"preset", draft.preset}, {"experiment", Json::parse(to_json(draft.experiment))}}}};
    write_text_file(window_file(folder), json.dump() + "\n");
  } catch (const nlohmann::json::exception& error) {  // a name that is no UTF-8
    throw Error(folder.string(), "cannot hold the draft: {}", error.what());
  }
}

}  // namespace saddle::app
