#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace saddle {

bool is_gzip(std::string_view bytes);

// Returns all members of a gzip file, concatenated. Throws Error at `where` for a damaged or truncated stream, for
// bytes after it, and if the result would be larger than `cap` bytes.
std::string gunzip(std::string_view bytes, uint64_t cap, const std::string& where);

// Returns the whole file, unpacked if it is a gzip file. `most`: how many bytes such a file can have at most, by its
// first 64 ones: of zeros a gigabyte packs into a megabyte. Throws Error if it cannot be read or unpacked, or is
// larger.
std::string read_maybe_gzipped(const std::filesystem::path& file,
                               const std::function<uint64_t(std::string_view beginning)>& most);

// Bare deflate streams, as in zip archives. Inflating throws Error at `where` for a damaged stream and for one that
// does not unpack to exactly `size` bytes.
std::string deflate_raw(std::string_view bytes);
std::string inflate_raw(std::string_view bytes, uint64_t size, const std::string& where);
// Inflates the beginning of a stream: as much as `bytes` yields, but at most `most` bytes.
std::string inflate_beginning(std::string_view bytes, size_t most, const std::string& where);
// The same of a gzip file.
std::string gunzip_beginning(std::string_view bytes, size_t most, const std::string& where);

}  // namespace saddle
