#include "core/memory.h"

#include <cstdint>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace saddle {
namespace {

constexpr size_t line = 64, huge_page = size_t{2} << 20;

void advise(void* memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
  // Refused, it is ordinary memory.
  madvise(memory, bytes, MADV_HUGEPAGE);
#else
  static_cast<void>(memory), static_cast<void>(bytes);
#endif
}

}  // namespace

std::unique_ptr<std::byte[], FreeMemory> allocate(size_t bytes) {
  const bool huge = bytes >= huge_page / 2;
  const std::align_val_t alignment{huge ? huge_page : line};
  // Whole pages, so that none is shared with what was not asked about.
  const size_t size = huge ? (bytes + huge_page - 1) / huge_page * huge_page : bytes;
  void* const memory = ::operator new[](size, alignment);
  if (huge) advise(memory, size);
  return {static_cast<std::byte*>(memory), FreeMemory{alignment}};
}

void prefer_huge_pages(const void* memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr int collapse = 25;  // MADV_COLLAPSE, since Linux 6.1; older headers do not name it
  const auto begin = (reinterpret_cast<uintptr_t>(memory) + huge_page - 1) / huge_page * huge_page;
  const auto end = (reinterpret_cast<uintptr_t>(memory) + bytes) / huge_page * huge_page;
  if (begin >= end) return;
  void* const first = reinterpret_cast<void*>(begin);
  madvise(first, end - begin, MADV_HUGEPAGE);
  madvise(first, end - begin, collapse);
#else
  static_cast<void>(memory), static_cast<void>(bytes);
#endif
}

}  // namespace saddle
