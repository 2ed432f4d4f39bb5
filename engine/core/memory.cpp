#include "core/memory.h"

#include <cstdint>

#include <fmt/format.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace saddle {
namespace {

constexpr size_t line = 64, huge_page = size_t{2} << 20;

#ifdef MADV_HUGEPAGE
constexpr int prefer = MADV_HUGEPAGE, collapse = 25;  // MADV_COLLAPSE, since Linux 6.1; older headers do not name it
#else
constexpr int prefer = 0, collapse = 0;
#endif

// Refused, it is ordinary memory.
void advise(void* memory, size_t bytes, int advice) {
#ifdef MADV_HUGEPAGE
  madvise(memory, bytes, advice);
#else
  static_cast<void>(memory), static_cast<void>(bytes), static_cast<void>(advice);
#endif
}

}  // namespace

std::string bytes_text(size_t bytes) {
  const auto amount = static_cast<double>(bytes);
  if (bytes >= 1'000'000'000) return fmt::format("{:.1f} GB", amount / 1e9);
  if (bytes >= 1'000'000) return fmt::format("{:.0f} MB", amount / 1e6);
  return fmt::format("{} bytes", bytes);
}

std::unique_ptr<std::byte[], FreeMemory> allocate(size_t bytes) {
  const bool huge = bytes >= huge_page / 2;
  const std::align_val_t alignment{huge ? huge_page : line};
  // Whole pages, so that none is shared with what was not asked about.
  const size_t size = huge ? (bytes + huge_page - 1) / huge_page * huge_page : bytes;
  void* const memory = ::operator new[](size, alignment, std::nothrow);
  if (!memory) throw OutOfMemory(bytes);
  if (huge) advise(memory, size, prefer);
  return {static_cast<std::byte*>(memory), FreeMemory{alignment}};
}

void prefer_huge_pages(const void* memory, size_t bytes) {
  const auto at = reinterpret_cast<uintptr_t>(memory);
  const uintptr_t begin = (at + huge_page - 1) / huge_page * huge_page, end = (at + bytes) / huge_page * huge_page;
  if (begin >= end) return;
  void* const first = reinterpret_cast<void*>(begin);
  advise(first, end - begin, prefer);
  advise(first, end - begin, collapse);
}

}  // namespace saddle
