// The parts of Apple's NSURLSession that GNUstep's header does not declare, according to Apple's documentation.
#import <Foundation/Foundation.h>

@interface NSURLSession (Apple)
- (NSURLSessionDownloadTask *)downloadTaskWithRequest:(NSURLRequest *)request
                                    completionHandler:(void (^)(NSURL *location, NSURLResponse *response,
                                                                NSError *error))completionHandler;
@end

@interface NSURLSessionConfiguration (Apple)
@property(class, readonly, strong) NSURLSessionConfiguration *ephemeralSessionConfiguration;
@property NSTimeInterval timeoutIntervalForRequest;
@end
