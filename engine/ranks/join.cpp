#include <charconv>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>

#include "ranks/mpi_module.h"
#include "saddle/error.h"

namespace saddle {
namespace {

std::optional<int> number_in_environment(const char* name) {
  const char* text = std::getenv(name);
  if (!text) return std::nullopt;
  int number = 0;
  const auto [end, failure] = std::from_chars(text, text + std::strlen(text), number);
  return failure == std::errc() && *end == '\0' ? std::optional(number) : std::nullopt;
}

// Beside the program, as built; or as installed.
std::filesystem::path module_file() {
  std::error_code error;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& place : {folder / "saddle_mpi.so", folder / "../lib/saddle/saddle_mpi.so"}) {
    if (std::filesystem::exists(place, error)) return place;
  }
  return {};
}

[[noreturn]] void raise_failure(int rank, const std::string& why) { throw Error("", "rank {}: {}", rank, why); }

}  // namespace

// Open MPI sets the former two; the latter come from others that speak PMI, such as MPICH and Slurm.
std::optional<int> rank_by_mpirun() {
  for (const auto& [size, rank] :
       {std::pair("OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"), std::pair("PMI_SIZE", "PMI_RANK")}) {
    const auto ranks = number_in_environment(size);
    if (ranks && *ranks > 1) return number_in_environment(rank);
  }
  return std::nullopt;
}

std::unique_ptr<Communicator> join_mpirun() {
  if (!rank_by_mpirun()) return nullptr;
  const auto file = module_file();
  if (file.empty()) {
    throw Error(
        "",
        "mpirun has started several processes, but this program was built without Open MPI; install the package "
        "libopenmpi-dev and build it again from nothing");
  }
  void* const module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!module) {
    throw Error("",
                "mpirun has started several processes, but Open MPI cannot be loaded ({}); install the package "
                "libopenmpi3",
                dlerror());
  }
  const auto begin = reinterpret_cast<MpiEntry>(dlsym(module, mpi_entry));
  if (!begin) throw Error(file.string(), "belongs to another build of Saddle; build or install both together");
  return std::unique_ptr<Communicator>(begin(raise_failure));
}

}  // namespace saddle
