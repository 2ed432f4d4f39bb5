#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <string>

namespace saddle {

// Thrown instead of a plain std::bad_alloc where it is known how much was asked for.
class OutOfMemory : public std::bad_alloc {
 public:
  explicit OutOfMemory(size_t bytes) : bytes_(bytes) {}
  size_t bytes() const { return bytes_; }

 private:
  size_t bytes_;
};

// "3.2 GB", "64 MB", "512 bytes".
std::string bytes_text(size_t bytes);

struct FreeMemory {
  std::align_val_t alignment{64};
  void operator()(void* memory) const { ::operator delete[](memory, alignment); }
};

// What a tensor lies in: 64-byte aligned, not cleared. From half a huge page (2 MB) on it is made of huge pages where
// the system has them to give: reading a column of a large matrix touches a page a row, and with pages of 4 kB these
// are more than the processor's table of pages holds. Throws OutOfMemory.
std::unique_ptr<std::byte[], FreeMemory> allocate(size_t bytes);

// The same for memory that was filled already, whoever owns it; it takes as long as copying that once.
void prefer_huge_pages(const void* memory, size_t bytes);

}  // namespace saddle
