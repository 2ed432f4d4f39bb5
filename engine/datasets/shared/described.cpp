#include "datasets/shared/described.h"

#include <deque>

#include "model/type_named.h"
#include "saddle/thread_safety.h"

namespace saddle {
namespace {

struct Memory {
  std::string type;
  Properties properties;
  std::filesystem::path source;
  std::filesystem::file_time_type written = {};
  uintmax_t size = 0;
  bool operator==(const Memory&) const = default;
};

// What data sets said of themselves lately, the newest first.
struct Memories {
  static constexpr size_t most = 8;
  Mutex mutex;
  std::deque<std::pair<Memory, catalog::SampleInfo>> list SADDLE_GUARDED_BY(mutex);
};

catalog::SampleInfo ask(const DatasetType& type, const Properties& properties, const LoadContext& context) {
  try {
    return type.describe(properties, context);
  } catch (const Error& error) {
    catalog::SampleInfo unknown;
    unknown.issue = error.issue();
    return unknown;
  }
}

}  // namespace

catalog::SampleInfo described(const DatasetType& type, const Properties& properties, const LoadContext& context) {
  if (!type.source) return ask(type, properties, context);
  Memory now{.type = std::string(type.entry.name), .properties = properties, .source = {}};
  try {
    now.source = type.source(properties, context);
  } catch (const Error&) {
    return ask(type, properties, context);  // which reports what is wrong
  }
  std::error_code error;
  now.written = std::filesystem::last_write_time(now.source, error);
  now.size = std::filesystem::is_directory(now.source, error) ? 0 : std::filesystem::file_size(now.source, error);

  static Memories memories;
  const MutexLock lock(memories.mutex);
  for (const auto& [memory, info] : memories.list) {
    if (memory == now) return info;
  }
  memories.list.emplace_front(now, ask(type, properties, context));
  if (memories.list.size() > Memories::most) memories.list.pop_back();
  return memories.list.front().second;
}

catalog::SampleInfo catalog::sample_info(const Choice& data, const std::filesystem::path& directory) {
  get(datasets(), data.type, "data.set");
  return described(type_named(saddle::datasets::all(), data.type), data.properties, {.directory = directory});
}

}  // namespace saddle
