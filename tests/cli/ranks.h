#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "program.h"

namespace saddle::program {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

// Why nothing can be started under mpirun here; empty: it can.
inline std::string no_mpirun() {
  if (sanitized) return "sanitizers report what Open MPI does; tests/train has ranks without it";
  if (std::system("command -v mpirun >/dev/null 2>&1") != 0) return "mpirun is missing: apt-get install openmpi-bin";
  const auto folder = std::filesystem::path(SADDLE_PROGRAM).parent_path();
  if (!std::filesystem::exists(folder / "saddle_mpi.so"))
    return "this build has no MPI: apt-get install libopenmpi-dev";
  return "";
}

// For Place::saddle(): the program in so many processes. -q: of mpirun's own words none.
inline std::string mpirun(int processes) {
  return "mpirun -q --oversubscribe --allow-run-as-root -np " + std::to_string(processes);
}

// The same, where no file may have more than 12 KiB, as on a disk that is full. Without the shared memory of Open MPI,
// which is a file too.
inline std::string mpirun_on_full_disk(int processes) {
  return mpirun(processes) + R"( --mca btl self,tcp bash -c 'trap "" XFSZ; ulimit -f 12; exec "$0" "$@"')";
}

}  // namespace saddle::program
