#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace saddle {

bool is_gzip(std::string_view bytes);

// All members of a gzip file, one after the other. Throws Error, naming `where`, for a damaged or truncated stream, for
// bytes after it, and for one that would be larger than `cap`.
std::string gunzip(std::string_view bytes, uint64_t cap, const std::string& where);

// A whole file, unpacked where it is a gzip file. Throws Error.
std::string read_maybe_gzipped(const std::filesystem::path& file);

// A bare deflate stream, as zip archives hold.
std::string deflate_raw(std::string_view bytes);
std::string inflate_raw(std::string_view bytes, uint64_t size,
                        const std::string& where);  // exactly `size` bytes come out
// As many bytes as come out of the beginning of such a stream, and `most` at most.
std::string inflate_beginning(std::string_view bytes, size_t most, const std::string& where);

}  // namespace saddle
