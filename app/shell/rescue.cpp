#include "shell/rescue.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <system_error>
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

constexpr int format_version = 2;
constexpr size_t most_kept = 3;
// A file that has more was not written here.
constexpr size_t most_strokes = 10'000, most_points = 100'000;
constexpr int longest_side = 1024;  // of what a picture becomes: see saddle/canvas.h

fs::path window_file(const fs::path& folder) { return folder / "window.json"; }

// Ink in two hexadecimal digits a pixel: 00 is paper, ff ink.
std::string ink_text(const Picture& picture) {
  std::string text;
  text.reserve(2 * picture.ink.size());
  for (const float ink : picture.ink) {
    const auto byte = static_cast<unsigned>(std::lround(255 * std::clamp(ink, 0.0f, 1.0f)));
    text += "0123456789abcdef"[byte / 16];
    text += "0123456789abcdef"[byte % 16];
  }
  return text;
}

Picture picture_of(const Json& json) {
  Picture picture{.width = json.at("width").get<int>(), .height = json.at("height").get<int>(), .ink = {}};
  const auto text = json.at("ink").get<std::string>();
  if (std::min(picture.width, picture.height) < 1 || std::max(picture.width, picture.height) > longest_side ||
      text.size() != 2 * static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height))
    throw Error("picture", "has a size that does not fit its ink");
  for (size_t i = 0; i < text.size(); i += 2) {
    unsigned byte = 0;
    const auto [end, fault] = std::from_chars(&text[i], &text[i] + 2, byte, 16);
    if (fault != std::errc() || end != &text[i] + 2) throw Error("picture", "has ink that is not hexadecimal");
    picture.ink.push_back(static_cast<float>(byte) / 255);
  }
  return picture;
}

Json json_of(const Stroke& stroke) {
  Json points = Json::array();
  for (const ImVec2& point : stroke.points) points.push_back({point.x, point.y});
  return {{"width", stroke.width}, {"erases", stroke.erases}, {"points", std::move(points)}};
}

Stroke stroke_of(const Json& json) {
  Stroke stroke{.points = {}, .width = json.at("width").get<float>(), .erases = json.at("erases").get<bool>()};
  if (!(stroke.width > 0 && stroke.width <= 1)) throw Error("strokes", "have a width that no pen has");
  const Json& points = json.at("points");
  if (points.empty() || points.size() > most_points) throw Error("strokes", "have too many points, or none");
  for (const Json& point : points) {
    const ImVec2 p{point.at(0).get<float>(), point.at(1).get<float>()};
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) throw Error("strokes", "hold a point that is not finite");
    stroke.points.push_back(p);
  }
  return stroke;
}

Drawing drawing_of(const Json& window) {
  Drawing drawing;
  if (window.contains("picture")) drawing.picture = std::make_shared<const Picture>(picture_of(window.at("picture")));
  const Json& strokes = window.at("strokes");
  if (strokes.size() > most_strokes) throw Error("strokes", "are too many");
  for (const Json& stroke : strokes) drawing.strokes.push_back(std::make_shared<const Stroke>(stroke_of(stroke)));
  return drawing;
}

// Throws Error where the folder holds nothing that could be restored.
Rescued read_window(const fs::path& folder) {
  try {
    const Json json = Json::parse(read_text_file(window_file(folder)));
    if (json.at("saddle_window") != format_version) throw Error("saddle_window", "is of another format");
    const Json& draft = json.at("draft");
    Rescued rescued{.draft = {draft.at("preset"), parse_experiment(draft.at("experiment").dump())},
                    .drawing = drawing_of(json)};
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
  for (const auto& stroke : drawing.strokes) strokes.push_back(json_of(*stroke));
  try {
    Json json{{"saddle_window", format_version},
              {"strokes", std::move(strokes)},
              {"draft", {{"preset", draft.preset}, {"experiment", Json::parse(to_json(draft.experiment))}}}};
    if (drawing.picture)
      json["picture"] = {
          {"width", drawing.picture->width}, {"height", drawing.picture->height}, {"ink", ink_text(*drawing.picture)}};
    write_text_file(window_file(folder), json.dump() + "\n");
  } catch (const nlohmann::json::exception& error) {  // a name that is no UTF-8
    throw Error(folder.string(), "cannot hold the draft: {}", error.what());
  }
}

}  // namespace saddle::app
